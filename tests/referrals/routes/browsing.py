"""How the tests of pages read and send a form, as a browser would."""

import re
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.kernel.clock import utc_now
from app.kernel.db import db
from referrals.decisions.workflow import Status
from tests.referrals.scene import Scene, bring, make_scene, send


@dataclass
class Places:
    """Ids of a scene that was committed: a test of pages holds no application context."""

    entry: object
    service_name: str
    sender: object
    colleague: object
    supervisor: object
    partner: object
    handoff: object
    reference: str
    call_ref: str


def place(app: Flask, status: Status | None = Status.SENT, **entry_fields: object) -> Places:
    """Commit a scene and, unless `status` is None, a request brought to it."""
    with app.app_context():
        scene: Scene = make_scene(**entry_fields)
        now = utc_now()
        handoff = None
        if status is not None:
            handoff = (
                send(scene, now=now) if status is Status.SENT else bring(scene, status, now=now)
            )
        db.session.commit()
        return Places(
            entry=scene.entry.id,
            service_name=f"{scene.entry.service.organisation.name} – {scene.entry.service.name}",
            sender=scene.sender.id,
            colleague=scene.colleague.id,
            supervisor=scene.supervisor.id,
            partner=scene.partner.id,
            handoff=handoff.id if handoff else None,
            reference=handoff.referral.reference if handoff else "",
            call_ref=handoff.call_ref if handoff else "",
        )


def hidden_in(page: str) -> dict[str, str]:
    """Return the hidden fields of the last form of a page."""
    last = page[page.rfind("<form") :]
    inputs = re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", last)
    return {
        re.search(r'name="([^"]*)"', tag)[1]: re.search(r'value="([^"]*)"', tag)[1]
        for tag in inputs
    }


def fill(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    """Open a page, fill its form in and send it."""
    page = client.get(path)
    assert page.status_code == 200, page.status_code
    return client.post(path, data=hidden_in(page.text) | fields)


def words(page: str) -> str:
    """Return what one reads on a page, spaces made plain."""
    bare = re.sub(r"<[^>]+>", " ", page).replace("&#39;", "’").replace("&amp;", "&")
    return re.sub(r"[\s\u202f\u00a0]+", " ", bare)
