from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import sqlalchemy as sa

from directory.decisions.asking import Question
from directory.models import SearchAnswer
from directory.operations.answers import keep
from directory.queries import answers
from tests.directory.viewers import ISCG, MEMBER

ASKED = Question(
    categories=("avocat",),
    need="avocat_choix",
    commune="71342",
    named=(uuid4(),),
    found=(uuid4(),),
    unused=True,
)


def test_a_question_comes_back_as_it_was_for_fifteen_minutes(session, now):
    token = keep(ISCG, ASKED, now=now)
    session.flush()
    assert answers.recalled(ISCG, token, now=now + timedelta(minutes=14)) == ASKED
    assert answers.recalled(ISCG, token, now=now + timedelta(minutes=15)) is None


def test_an_answer_is_for_who_asked(session, now):
    token = keep(ISCG, ASKED, now=now)
    session.flush()
    assert answers.recalled(MEMBER, token, now=now) is None
    assert answers.recalled(replace(ISCG, member_id=None), token, now=now) is None
    assert answers.recalled(ISCG, f"{token}x", now=now) is None


def test_the_database_keeps_no_token_and_no_answer_that_has_ended(session, now):
    token = keep(ISCG, ASKED, now=now)
    session.flush()
    assert token.encode() not in session.scalars(sa.select(SearchAnswer.token_hash)).one()
    keep(ISCG, ASKED, now=now + timedelta(minutes=15))
    session.flush()
    assert session.scalar(sa.select(sa.func.count()).select_from(SearchAnswer)) == 1
