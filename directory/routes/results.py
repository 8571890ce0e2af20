"""The page of what was found, whether its question came by an address or by words."""

from flask import render_template, request

from app.kernel.clock import utc_now
from app.kernel.request import current_viewer
from directory import labels
from directory.data.lists import taxonomy
from directory.decisions.asking import Question
from directory.decisions.taxonomy import Need
from directory.forms.search import PageForm, codes_of
from directory.queries.search import search

SIBLINGS_MAX = 8


def found_page(question: Question, endpoint: str, args: dict[str, str]) -> str:
    """Return one page of the answers; `endpoint` and `args` are its own address."""
    asked, now = PageForm(request.args), utc_now()
    found = search(current_viewer(), question, now=now, number=asked.number(), only=asked.only())
    need = taxonomy().needs.get(question.need or "")
    return render_template(
        "directory/results.html",
        found=found,
        need=need,
        siblings=_siblings(question),
        endpoint=endpoint,
        args=args,
        # Words leave no address to share; the map finds them again by the same token.
        shared={} if question.named or question.found else codes_of(question),
        map_args={"recherche": args["token"]} if "token" in args else args,
        labels=labels,
        now=now,
    )


def _siblings(question: Question) -> list[Need]:
    """Return what may also be asked: the family of the need, or the needs a category answers."""
    lists = taxonomy()
    asked = lists.needs.get(question.need or "")
    if asked:
        return [
            other
            for other in lists.needs.values()
            if other.family == asked.family and other.code != asked.code
        ]
    codes = [code for name in question.categories for code in lists.needs_answered_by(name)]
    return [lists.needs[code] for code in dict.fromkeys(codes)][:SIBLINGS_MAX]
