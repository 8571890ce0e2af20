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


def found_page(question: Question, endpoint: str, args: dict[str, str]) -> str:
    """Return one page of the answers; `endpoint` and `args` are its own address."""
    asked, now = PageForm(request.args), utc_now()
    found = search(current_viewer(), question, now=now, number=asked.number(), only=asked.only())
    need = taxonomy().needs.get(question.need or "")
    return render_template(
        "directory/results.html",
        found=found,
        need=need,
        siblings=_siblings(need),
        endpoint=endpoint,
        args=args,
        # Words leave no address to share; the map finds them again by the same token.
        shared={} if question.named or question.found else codes_of(question),
        map_args={"recherche": args["token"]} if "token" in args else args,
        labels=labels,
        now=now,
    )


def _siblings(need: Need | None) -> list[Need]:
    """Return the other needs of the same family, to be one click away."""
    if need is None:
        return []
    return [
        other
        for other in taxonomy().needs.values()
        if other.family == need.family and other.code != need.code
    ]
