"""Coming in."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import operations, sessions
from app.accounts.decisions.throttling import network_of
from app.accounts.forms.sign_in import SignInForm
from app.kernel.clock import utc_now
from app.kernel.db import db
from app.kernel.policy import EVERYONE, allow
from app.kernel.request import current_settings, current_viewer, safe_return


@allow(EVERYONE)
def sign_in() -> ResponseReturnValue:
    """Ask for the passphrase, and open a session for whoever knows it."""
    form = SignInForm(suite=request.args.get("suite", ""))
    onwards = safe_return(form.suite.data) or url_for("home.index")
    if request.method == "GET" and current_viewer().is_signed_in:
        return redirect(onwards, 303)
    if not form.validate_on_submit():
        return _page(form), 422 if form.errors else 200
    outcome = _proved(form)
    if isinstance(outcome, operations.Refused):
        return _refused(form, outcome)
    sessions.enter(outcome, now=utc_now(), on_shared_post=form.shared_post.data)
    return redirect(onwards, 303)


def _proved(form: SignInForm) -> UUID | operations.Refused:
    db.session.rollback()  # what the gate read must not stay open while the passphrase is stretched
    return operations.sign_in(
        form.mail.data,
        form.passphrase.data,
        network=network_of(request.remote_addr),
        settings=current_settings(),
        now=utc_now(),
    )


def _refused(form: SignInForm, refused: operations.Refused) -> ResponseReturnValue:
    page = _page(form, refused)
    if refused.wait_s:
        return page, 429, {"Retry-After": str(refused.wait_s)}
    return page, 422


def _page(form: SignInForm, refused: operations.Refused | None = None) -> str:
    return render_template(
        "accounts/sign_in.html",
        form=form,
        refused=refused,
        is_locked=sessions.current().is_locked,
        has_left="sortie" in request.args,
    )
