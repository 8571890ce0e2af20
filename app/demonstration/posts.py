"""The three posts of the field and the fictitious conventions that pay for them."""

from uuid import UUID

from app.demonstration import files
from app.demonstration.moments import Calendar
from app.demonstration.people import organisation_of, team_id
from app.kernel.db import db
from app.territory.atlas import gazetteer
from directory.models import Convention, Force, IscgPost


def add_posts(*, calendar: Calendar) -> int:
    """Add the posts that are missing, each with its convention; count them."""
    conventions = {row["key"]: row for row in files.rows("conventions.csv")}
    posts = list(files.rows("posts.csv"))
    missing = [row for row in posts if db.session.get(IscgPost, post_id(row["key"])) is None]
    for row in missing:
        convention = _convention(conventions[row["convention"]], calendar=calendar)
        db.session.add(convention)
        db.session.flush()
        db.session.add(
            IscgPost(
                id=post_id(row["key"]),
                team_id=team_id(row["team"]),
                employer_id=organisation_of(row["employer"]).id,
                convention_id=convention.id,
                name=row["name"],
                host=row["host"],
                force=Force(row["force"]),
                fte=float(row["fte"]),
                home_insee=row["home"],
                communes=_communes(row["communes"]),
                is_default=row["is_default"] == "yes",
            )
        )
    db.session.flush()
    return len(missing)


def post_id(key: str) -> UUID:
    """Return the id of a post of posts.csv."""
    return files.id_of("post", key)


def _convention(row: dict[str, str], *, calendar: Calendar) -> Convention:
    """Return a convention; an empty date stays unknown."""
    signed_on, starts_on, ends_on = (
        calendar.day(row[name]) if row[name] else None
        for name in ("signed_on", "starts_on", "ends_on")
    )
    shares = (item.split(":") for item in files.items(row["funding"]))
    return Convention(
        id=files.id_of("convention", row["key"]),
        name=row["name"],
        signatories=list(files.items(row["signatories"])),
        signed_on=signed_on,
        starts_on=starts_on,
        ends_on=ends_on,
        communes=_communes(row["communes"]),
        funding={funder: int(percent) for funder, percent in shares},
        is_fictitious=True,
    )


def _communes(cell: str) -> list[str]:
    """Return the INSEE codes of a list of communes and groups of communes."""
    places = gazetteer()
    found = []
    for code in files.items(cell):
        members = [commune.code for commune in places.members(code)]
        found += members or [code]
    return found
