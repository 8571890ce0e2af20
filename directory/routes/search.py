"""The question: words in a body, answered by a random address; closed codes in an address."""

from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.clock import utc_now
from app.kernel.db import db, writing
from app.kernel.policy import SIGNED_IN, allow
from app.kernel.request import current_viewer
from app.territory import finding
from app.territory.atlas import finder, gazetteer
from app.territory.communes import CommuneRecord
from directory.decisions.asking import Question
from directory.forms.search import AskForm, CodesForm, codes_of, need_meant
from directory.labels import NEED_TILES
from directory.operations.answers import keep
from directory.queries import words
from directory.queries.ground import point_of
from directory.queries.words import Asked
from directory.routes.results import found_page
from directory.search.upkeep import promise_reindex


@allow(SIGNED_IN, reads=True)
def search() -> ResponseReturnValue:
    """Ask the directory; a shared address of closed codes is answered at once."""
    if request.method == "POST":
        return _asked()
    codes = CodesForm(request.args)
    if not codes.validate():
        message = _("Ce lien de recherche n’est plus valable. Cherchez à nouveau.")
        return ask_page(_blank(), warning=message), HTTPStatus.NOT_FOUND
    question = codes.value()
    if question.is_empty:
        return ask_page(_blank(question.commune))
    return found_page(question, "directory.search", codes_of(question))


def ask_page(form: AskForm, *, warning: str = "", choice: tuple[CommuneRecord, ...] = ()) -> str:
    """Return the page that asks; `choice` are communes of one name to choose from."""
    return render_template(
        "directory/search.html",
        form=form,
        tiles=NEED_TILES,
        warning=warning,
        choice=[(commune.code, gazetteer().label(commune)) for commune in choice],
    )


def _blank(commune: str | None = None) -> AskForm:
    """Return the form nobody filled yet: from the viewer's own commune."""
    start = gazetteer().commune(commune or current_viewer().home_insee or "")
    return AskForm(formdata=None, place=start.name if start else "")


def _asked() -> ResponseReturnValue:
    form = AskForm()
    if not form.validate():
        return ask_page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    commune, choice = _commune(form)
    if form.place.errors:
        return ask_page(form, choice=choice), HTTPStatus.UNPROCESSABLE_ENTITY
    token = _kept(_understood(form, commune))
    if form.on_map.data:
        return redirect(url_for("maps.map_page", recherche=token), 303)
    return redirect(url_for("directory.answer", token=token), 303)


def _understood(form: AskForm, commune: str | None) -> Asked:
    """Return the question of a form; a need that was pressed leaves the words aside."""
    need = need_meant(form.need.data)
    if need or not form.words.data:
        codes = (form.category.data,) if form.category.data else ()
        return Asked(Question(categories=codes, need=need, commune=commune))
    return words.ask(
        current_viewer(), form.words.data, commune=commune, category=form.category.data or None
    )


def _commune(form: AskForm) -> tuple[str | None, tuple[CommuneRecord, ...]]:
    """Return the INSEE code one measures from; else an error on the field, and what to choose."""
    chosen = gazetteer().commune(form.commune.data)
    if chosen or not form.place.data:
        home = current_viewer().home_insee if form.says_no_place else None
        return (chosen.code if chosen else home), ()
    meant = finder().find(form.place.data, anchor=point_of(current_viewer().home_insee))
    if isinstance(meant, finding.Found):
        return meant.commune.code, ()
    message = _("Nous ne connaissons pas cette commune.")
    choice: tuple[CommuneRecord, ...] = ()
    if isinstance(meant, finding.Choice):
        message, choice = _("Choisissez la commune."), meant.communes
    form.place.errors = [message]
    return None, choice


def _kept(asked: Asked) -> str:
    """Keep the answer for fifteen minutes, in a transaction of its own; return its token."""
    now = utc_now()
    db.session.rollback()  # what was read for the answer is over; nothing waits while this writes
    mark = writing.set(True)
    try:
        token = keep(current_viewer(), asked.question, now=now)
        if not asked.index_is_sound:
            promise_reindex(now=now)
        db.session.commit()
    finally:
        writing.reset(mark)
    return token
