"""Changing one's passphrase."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import operations
from app.accounts.decisions.throttling import network_of
from app.accounts.forms.passphrase import PassphraseForm
from app.accounts.labels import WEAKNESSES, waiting
from app.kernel.clock import utc_now
from app.kernel.db import db
from app.kernel.policy import SIGNED_IN, allow
from app.kernel.request import current_member_id, current_settings


@allow(SIGNED_IN)
def change_passphrase() -> ResponseReturnValue:
    """Ask for the present passphrase and the next one, and end the other sessions."""
    form = PassphraseForm()
    if not form.validate_on_submit():
        return _page(form), 422 if form.errors else 200
    try:
        refused = _change(form)
    except operations.TooWeak as weak:
        form.wanted.errors = [WEAKNESSES[weak.reason]]
        return _page(form), 422
    if refused is not None:
        return _refused(form, refused)
    db.session.commit()
    flash(_("Votre phrase secrète est changée. Vos autres sessions sont fermées."))
    return redirect(url_for("accounts.me"), 303)


def _change(form: PassphraseForm) -> operations.Refused | None:
    member_id = current_member_id()
    return operations.change_passphrase(
        member_id,
        form.value(),
        network=network_of(request.remote_addr),
        settings=current_settings(),
        now=utc_now(),
    )


def _refused(form: PassphraseForm, refused: operations.Refused) -> ResponseReturnValue:
    if refused.wait_s:
        delay = waiting(refused.wait_s)
        form.current.errors = [_("Trop d’essais. Attendez %(delay)s.", delay=delay)]
        return _page(form), 429, {"Retry-After": str(refused.wait_s)}
    form.current.errors = [_("Ce n’est pas votre phrase secrète actuelle.")]
    return _page(form), 422


def _page(form: PassphraseForm) -> str:
    return render_template("accounts/passphrase.html", form=form)
