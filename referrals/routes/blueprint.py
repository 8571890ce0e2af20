"""The addresses of the exchange; each page is a module beside this one."""

from flask import Blueprint

from referrals.routes import boards, compose, show
from referrals.routes.act import page_of
from referrals.routes.verbs import VERBS

ONE = "/demandes/<uuid:handoff_id>"

bp = Blueprint("referrals", __name__, template_folder="../templates")
bp.add_url_rule("/demandes", view_func=boards.board)
bp.add_url_rule("/demandes/recues", view_func=boards.inbox)
bp.add_url_rule(
    "/demandes/nouvelle/<uuid:entry_id>", view_func=compose.compose, methods=["GET", "POST"]
)
bp.add_url_rule(ONE, view_func=show.show)
for verb in VERBS:
    bp.add_url_rule(
        f"{ONE}/{verb.path}",
        endpoint=verb.action.value,
        view_func=page_of(verb),
        methods=["GET", "POST"],
    )
