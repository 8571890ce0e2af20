"""The sign-in form; it stands on a page without session."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, HiddenField, PasswordField
from wtforms.validators import InputRequired, Length

from app.accounts.decisions.passphrase import MAX_SIGNS
from app.accounts.labels import TOO_LONG
from app.kernel.forms import PublicForm

MAIL_MAX = 254


class SignInForm(PublicForm):
    """Who comes in, where she wanted to go (`suite`), and whether others use this computer."""

    mail = EmailField(
        _l("Adresse électronique"),
        [
            InputRequired(_l("Écrivez votre adresse électronique.")),
            Length(max=MAIL_MAX, message=_l("Cette adresse est trop longue.")),
        ],
        render_kw={"autocomplete": "username", "spellcheck": "false"},
    )
    passphrase = PasswordField(
        _l("Phrase secrète"),
        [
            InputRequired(_l("Écrivez votre phrase secrète.")),
            Length(max=MAX_SIGNS, message=TOO_LONG),
        ],
        render_kw={"autocomplete": "current-password"},
    )
    shared_post = BooleanField(_l("D’autres personnes utilisent cet ordinateur"))
    suite = HiddenField()
