"""What every form shares: choices from labels, the idempotency key of those that act."""

import secrets
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectChoice
from wtforms.validators import Length


def choices(labels: Mapping[Any, Any]) -> list[SelectChoice]:
    """Return one choice a code, in the order of `labels`; labels may be lazy."""
    return [
        SelectChoice(code.value if isinstance(code, StrEnum) else code, label)
        for code, label in labels.items()
    ]


class ActionForm(FlaskForm):
    """A form that changes something; it carries a key that makes a repeat harmless."""

    key = HiddenField(validators=[Length(max=64)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give a form shown for the first time its 128-bit key."""
        super().__init__(*args, **kwargs)
        if not self.key.data:
            self.key.data = secrets.token_urlsafe(16)


class QuestionForm(FlaskForm):
    """A form that only asks (GET): its address can be shared, it changes nothing."""

    class Meta(FlaskForm.Meta):
        """No token in an address."""

        csrf = False


class PublicForm(FlaskForm):
    """A form of a page without session: the gate checks where it was sent from instead."""

    class Meta(FlaskForm.Meta):
        """No session, hence no token; `Origin` and `Sec-Fetch-Site` stand for it."""

        csrf = False
