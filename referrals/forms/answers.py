"""What goes with a move: a reason, an outcome, a day; most carry nothing but a yes."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, RadioField, SelectChoice, SelectField, ValidationError
from wtforms.validators import InputRequired

from app.kernel.forms import ActionForm, choices
from referrals.decisions.reasons import (
    CHOSEN_WITHDRAWALS,
    DeclineReason,
    FailureReason,
    MissingItem,
    Outcome,
    Refusal,
    WithdrawalCause,
)
from referrals.labels import DECLINE, FAILURE, MISSING_ITEM, OUTCOME, WITHDRAWAL

CHOOSE_REASON = _l("Choisissez un motif.")


class ConfirmForm(ActionForm):
    """A yes, nothing more."""


class DeclineForm(ActionForm):
    """Why the partner hands the request back."""

    reason = RadioField(_l("Motif"), [InputRequired(CHOOSE_REASON)], choices=choices(DECLINE))
    missing = SelectField(
        _l("Ce qui manque"),
        default="",
        choices=[SelectChoice("", _l("Rien, autre motif")), *choices(MISSING_ITEM)],
    )

    def validate_missing(self, field: Field) -> None:
        """Ask what is missing when that is the reason."""
        if self.reason.data == DeclineReason.MISSING_INFORMATION and not field.data:
            raise ValidationError(_("Dites ce qui manque."))

    def value(self) -> Refusal:
        """Return the refusal; only after the form was found valid."""
        reason = DeclineReason(self.reason.data)
        item = self.missing.data if reason is DeclineReason.MISSING_INFORMATION else ""
        return Refusal(reason, MissingItem(item) if item else None)


class AskForm(ActionForm):
    """What the partner needs before deciding."""

    item = RadioField(
        _l("Ce que vous demandez"),
        [InputRequired(_l("Choisissez ce que vous demandez."))],
        choices=choices(MISSING_ITEM),
    )

    def value(self) -> MissingItem:
        """Return the item; only after the form was found valid."""
        return MissingItem(self.item.data)


class OutcomeForm(ActionForm):
    """What came of the request."""

    outcome = RadioField(
        _l("Issue"), [InputRequired(_l("Choisissez une issue."))], choices=choices(OUTCOME)
    )

    def value(self) -> Outcome:
        """Return the outcome; only after the form was found valid."""
        return Outcome(self.outcome.data)


class FailureForm(ActionForm):
    """Why the request came to nothing."""

    reason = RadioField(_l("Motif"), [InputRequired(CHOOSE_REASON)], choices=choices(FAILURE))

    def value(self) -> FailureReason:
        """Return the reason; only after the form was found valid."""
        return FailureReason(self.reason.data)


class WithdrawForm(ActionForm):
    """Why the sender takes the request back; the partner never reads it."""

    cause = RadioField(
        _l("Motif"),
        [InputRequired(CHOOSE_REASON)],
        choices=choices({cause: WITHDRAWAL[cause] for cause in CHOSEN_WITHDRAWALS}),
    )

    def value(self) -> WithdrawalCause:
        """Return the cause; only after the form was found valid."""
        return WithdrawalCause(self.cause.data)


class ReviewForm(ActionForm):
    """On which day the partner looks at the request again; the route sets `bounds`."""

    bounds: tuple[date, date]
    review_on = DateField(_l("Date du prochain point"), [InputRequired(_l("Choisissez une date."))])

    def validate_review_on(self, field: Field) -> None:
        """Keep the day within what the danger allows, both bounds included."""
        first, last = self.bounds
        if field.data is not None and not first <= field.data <= last:
            raise ValidationError(
                _(
                    "Choisissez une date entre le %(first)s et le %(last)s.",
                    first=f"{first:%d/%m/%Y}",
                    last=f"{last:%d/%m/%Y}",
                )
            )

    def value(self) -> date:
        """Return the day; only after the form was found valid."""
        day = self.review_on.data
        assert isinstance(day, date)  # noqa: S101 — InputRequired says it
        return day
