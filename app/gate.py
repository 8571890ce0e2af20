"""The one door: no policy, no start; then session, right, and origin of each request."""

from urllib.parse import urlsplit

from flask import Flask, g, redirect, request, url_for
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import Forbidden, Unauthorized
from werkzeug.wrappers import Response

from app.accounts import queries, sessions
from app.kernel.clock import utc_now
from app.kernel.db import writing
from app.kernel.policy import EVERYONE, Policy, PolicyMissing, SentFromElsewhere, policy_of
from app.kernel.request import current_settings
from app.kernel.viewer import ANONYMOUS
from config import Mode

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LOOPBACK = frozenset({"127.0.0.1", "::1"})
csrf = CSRFProtect()


def init_app(app: Flask) -> None:
    """Check every endpoint, then stand before each of them; call it last."""
    policies = collect(app)
    csrf.init_app(app)

    @app.before_request
    def check() -> Response | None:
        endpoint = request.endpoint
        policy = policies.get(endpoint or "", EVERYONE)  # unknown address: Flask answers 404
        g.writing = writing.set(request.method not in SAFE and not policy.reads)
        _refuse_strangers_to_the_demonstration()
        if endpoint == "static":
            return None
        member_id = sessions.current_member_id()
        viewer = queries.viewer_of(member_id, now=utc_now()) if member_id else None
        g.viewer = viewer or ANONYMOUS
        if endpoint is None:
            return None
        refusal = _admit(policy)
        if refusal is None and request.method not in SAFE:
            # A sign-in tab left open carries no token: it must not be refused for that.
            with_token = g.viewer.is_signed_in and endpoint != "accounts.sign_in"
            _check_origin(with_token=with_token)
        return refusal

    @app.teardown_request
    def forget(_error: BaseException | None) -> None:
        mark = g.pop("writing", None)
        if mark is not None:
            writing.reset(mark)


def collect(app: Flask) -> dict[str, Policy]:
    """Return the policy of each endpoint; raise PolicyMissing naming those without."""
    policies = {name: policy_of(view) for name, view in app.view_functions.items()}
    policies["static"] = EVERYONE
    missing = sorted(name for name, policy in policies.items() if policy is None)
    if missing:
        raise PolicyMissing(f"endpoints without a policy: {', '.join(missing)}")
    return {name: policy for name, policy in policies.items() if policy is not None}


def _admit(policy: Policy) -> Response | None:
    if policy.admits(g.viewer):
        return None
    if g.viewer.is_signed_in:
        raise Forbidden
    if request.method in SAFE and _wants_a_page():
        return redirect(url_for("accounts.sign_in", suite=request.path), 303)
    raise Unauthorized


def _wants_a_page() -> bool:
    accepted = request.accept_mimetypes
    return not accepted or accepted.accept_html


def _check_origin(*, with_token: bool) -> None:
    """Refuse what another site sent; a signed-in form also carries its token."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site != "same-origin":
        raise SentFromElsewhere
    if site is None:
        said = request.headers.get("Origin") or request.headers.get("Referer")
        if not said or urlsplit(said).netloc != request.host:
            raise SentFromElsewhere
    if with_token:
        csrf.protect()


def _refuse_strangers_to_the_demonstration() -> None:
    demonstration = current_settings().mode is Mode.DEMONSTRATION
    if demonstration and request.remote_addr not in LOOPBACK:
        raise Forbidden
