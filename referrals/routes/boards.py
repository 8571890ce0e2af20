"""The two boards: what one's team has sent, what it was asked."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.kernel.clock import utc_now
from app.kernel.policy import ISCG, allow
from app.kernel.request import current_viewer
from app.kernel.viewer import Role
from referrals import display
from referrals.labels import PILE
from referrals.queries import boards
from referrals.routes.show import LABELS


@allow(ISCG)
def board() -> ResponseReturnValue:
    """Show what an ISCG's teams have sent, what needs her first."""
    now = utc_now()
    number = request.args.get("page", default=1, type=int)
    seen = boards.board(current_viewer(), now=now, page=number)
    return render_template(
        "referrals/board.html",
        piles=[
            (name, PILE[name], [display.row(line) for line in lines])
            for name, lines in seen.piles.items()
            if lines
        ],
        ended=seen.ended,
        ended_rows=[display.row(line) for line in seen.ended.items],
        now=now,
    )


@allow(Role.MEMBER)
def inbox() -> ResponseReturnValue:
    """Show what was asked of one's teams: to answer, then to contact."""
    now = utc_now()
    seen = boards.inbox(current_viewer(), now=now)
    return render_template(
        "referrals/inbox.html",
        to_answer=[display.item(card) for card in seen.to_answer],
        taken=[display.item(card) for card in seen.taken],
        declined=[display.item(card) for card in seen.declined_lately],
        labels=LABELS,
        now=now,
    )
