"""Who looks at the map."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.db import db
from tests.makers import make_iscg


@pytest.fixture
def iscg(app: Flask, signed_in: Callable[[UUID], FlaskClient]) -> FlaskClient:
    """Return the browser of an ISCG whose post is in Paray-le-Monial."""
    with app.app_context():
        member_id = make_iscg().id
        db.session.commit()
    return signed_in(member_id)
