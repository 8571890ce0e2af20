"""The addresses of accounts; each page is a module beside this one."""

from flask import Blueprint

from app.accounts.routes import me, passphrase, sign_in, sign_out

bp = Blueprint("accounts", __name__)
bp.add_url_rule("/connexion", view_func=sign_in.sign_in, methods=["GET", "POST"])
bp.add_url_rule("/deconnexion", view_func=sign_out.sign_out, methods=["POST"])
bp.add_url_rule("/mon-compte", view_func=me.me)
bp.add_url_rule(
    "/mon-compte/sessions/<uuid:session_id>/fermer", view_func=me.close_session, methods=["POST"]
)
bp.add_url_rule(
    "/mon-compte/phrase-secrete", view_func=passphrase.change_passphrase, methods=["GET", "POST"]
)
