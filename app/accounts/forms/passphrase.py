"""The form that changes a passphrase."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired, Length

from app.accounts.decisions.passphrase import MAX_SIGNS, Change
from app.accounts.labels import TOO_LONG
from app.kernel.forms import ActionForm


class PassphraseForm(ActionForm):
    """The present passphrase, and the next one twice."""

    current = PasswordField(
        _l("Phrase secrète actuelle"),
        [
            InputRequired(_l("Écrivez votre phrase secrète actuelle.")),
            Length(max=MAX_SIGNS, message=TOO_LONG),
        ],
        render_kw={"autocomplete": "current-password"},
    )
    wanted = PasswordField(
        _l("Nouvelle phrase secrète"),
        [
            InputRequired(_l("Écrivez la nouvelle phrase secrète.")),
            Length(max=MAX_SIGNS, message=TOO_LONG),
        ],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _l("Nouvelle phrase secrète, une seconde fois"),
        [EqualTo("wanted", _l("Les deux phrases ne sont pas les mêmes."))],
        render_kw={"autocomplete": "new-password"},
    )

    def value(self) -> Change:
        """Return both passphrases; only after the form was found valid."""
        return Change(self.current.data or "", self.wanted.data or "")
