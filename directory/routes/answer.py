"""The answer to a typed question, at an address that lives fifteen minutes."""

from http import HTTPStatus

from flask import render_template
from flask.typing import ResponseReturnValue

from app.kernel.clock import utc_now
from app.kernel.policy import SIGNED_IN, allow
from app.kernel.request import current_viewer
from directory.labels import NEED_TILES
from directory.queries import answers
from directory.routes.results import found_page


@allow(SIGNED_IN)
def answer(token: str) -> ResponseReturnValue:
    """Show what was found, that nothing was understood, or that the address has ended."""
    question = answers.recalled(current_viewer(), token, now=utc_now())
    if question is None:
        return render_template("directory/ended.html", tiles=NEED_TILES), HTTPStatus.GONE
    if question.is_empty:
        return render_template(
            "directory/not_understood.html", tiles=NEED_TILES, commune=question.commune
        )
    return found_page(question, "directory.answer", {"token": token})
