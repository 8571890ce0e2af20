"""The addresses of the directory; each page is a module beside this one."""

from flask import Blueprint

from directory.routes import answer, entry, search

bp = Blueprint("directory", __name__, template_folder="../templates")
bp.add_url_rule("/annuaire", view_func=search.search, methods=["GET", "POST"])
bp.add_url_rule("/annuaire/r/<token>", view_func=answer.answer)
bp.add_url_rule("/annuaire/<uuid:entry_id>", view_func=entry.entry)
