"""What an ISCG fills in to hand a person's request to a service: six inputs, all closed."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, SelectField, TimeField
from wtforms.validators import InputRequired
from wtforms.validators import Optional as Skippable

from app.kernel.clock import PARIS
from app.kernel.forms import ActionForm, choices
from referrals.decisions.guards import last_time
from referrals.decisions.reasons import ConsentMode, Danger, NeedFamily, Reached
from referrals.decisions.request import Call, NewRequest
from referrals.labels import CONSENT_MODE, DANGER, NEED_FAMILY, REACHED

NOT_CHOSEN = SelectChoice("", _l("Choisir"))


class ComposeForm(ActionForm):
    """A request: what, how urgent, where she lives, that she agreed; for red, the call passed."""

    need_family = SelectField(
        _l("Besoin principal"),
        [InputRequired(_l("Choisissez le besoin principal."))],
        choices=[NOT_CHOSEN, *choices(NEED_FAMILY)],
    )
    danger = RadioField(
        _l("Danger"),
        [InputRequired(_l("Choisissez le niveau de danger."))],
        choices=choices(DANGER),
    )
    reached = SelectField(
        _l("Qui avez-vous eu au téléphone"),
        [Skippable()],
        choices=[NOT_CHOSEN, *choices(REACHED)],
    )
    called_at = TimeField(_l("Heure de l’appel"), [Skippable()])
    territory = SelectField(
        _l("Intercommunalité où vit la personne"),
        [InputRequired(_l("Choisissez l’intercommunalité, ou « Autre secteur »."))],
    )
    agreed = RadioField(
        _l("Comment a-t-elle dit oui"),
        [InputRequired(_l("Sans son accord, rien ne part. Notez comment elle l’a donné."))],
        choices=choices(CONSENT_MODE),
    )

    def value(self, *, now: datetime) -> NewRequest:
        """Return the request; only after the form was found valid."""
        return NewRequest(
            need_family=NeedFamily(self.need_family.data),
            danger=Danger(self.danger.data),
            territory=str(self.territory.data),
            agreed=ConsentMode(self.agreed.data),
            call=self._call(now),
        )

    def _call(self, now: datetime) -> Call | None:
        if not self.reached.data or self.called_at.data is None:
            return None
        at = last_time(self.called_at.data, now=now.astimezone(PARIS))
        return Call(Reached(self.reached.data), at)
