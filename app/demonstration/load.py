"""Loads the demonstration: once in full, afterwards only what is missing. The caller commits."""

from dataclasses import dataclass
from datetime import datetime

from app.demonstration import exchanges, files, network, people, posts
from app.demonstration.moments import Calendar
from app.kernel.clock import PARIS
from app.kernel.request import current_settings
from config import Mode

FICTITIOUS = " (exemple fictif)"  # every structure here is


class NotADemonstration(Exception):
    """Fiction stays out of an installation in production; nothing was written."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What one loading added; `loaded_at` is the moment from which all dates are told."""

    entries: int
    teams: int
    accounts: int
    posts: int
    requests: int
    loaded_at: datetime

    def __str__(self) -> str:
        """Say it in one line of French."""
        since = f"{self.loaded_at.astimezone(PARIS):%d/%m/%Y %H:%M}"
        if not (self.entries or self.teams or self.accounts or self.posts or self.requests):
            return f"Le réseau de démonstration est déjà là, depuis le {since}."
        return (
            f"Réseau de démonstration\u00a0: {self.entries} fiches, {self.teams} équipes, "
            f"{self.accounts} comptes, {self.posts} postes, {self.requests} demandes ajoutés."
        )


def load(*, now: datetime) -> Summary:
    """Add what the fictitious network lacks; what is there already is left as it is.

    Raises NotADemonstration in production.
    """
    settings = current_settings()
    if settings.mode is Mode.PRODUCTION:
        raise NotADemonstration
    loaded_at = network.first_loaded_at() or now
    calendar = Calendar(loaded_at)
    return Summary(
        entries=network.add_entries(calendar=calendar, now=now),
        teams=people.add_teams(network.FAMILY, loaded_at=loaded_at),
        accounts=people.add_accounts(settings=settings, loaded_at=loaded_at),
        posts=posts.add_posts(calendar=calendar),
        requests=exchanges.add_requests(network.FAMILY, calendar=calendar),
        loaded_at=loaded_at,
    )


def accounts_table() -> str:
    """Return the accounts of accounts.csv as lines of text, and the passphrase they share."""
    lines = [
        ("Rôle", "Nom", "Adresse", "Structure"),
        *(
            (row.title, row.name, row.mail, row.organisation.removesuffix(FICTITIOUS))
            for row in files.accounts()
        ),
    ]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    table = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    table.insert(1, "  ".join("─" * width for width in widths))
    shared = f"Phrase secrète de tous les comptes\u00a0: {people.PASSPHRASE}"
    return "\n".join([*table, "", shared, "Personnes et structures sont fictives."])
