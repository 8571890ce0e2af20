"""What each page costs, as a ratio to an empty route of the same server in the same run.

    make bench                          1,000 and 10,000 services, medians of three rounds
    python -m tests.bench --quick       one short round over 1,000 services

It measures and prints; nothing here asserts a time.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from flask import Flask

from app.accounts import sessions
from app.commands.demonstration import open_demonstration
from app.factory import create_app
from app.kernel.clock import utc_now
from app.kernel.db import db
from app.territory.atlas import gazetteer
from config import Settings, prepare_secrets
from directory.models import IscgPost, Membership, Service, ServiceAtSite
from tests.conftest import free_port
from tests.journeys.conftest import environment, wait_for
from tests.load import Measure, get, hammer

FLOORS = {"fiche": 0.10, "recherche": 0.05, "accueil": 0.10, "demandes": 0.08}
COLUMNS = (
    "identifiant;structure;service;categorie;commune;code_insee;lieu;telephone;"
    "horaires;visibilite;source"
)
CATEGORIES = ("avocat", "ccas_cias", "psychologue", "aide_aux_victimes", "pmi", "mairie")


def main() -> None:
    """Run the rounds asked for and print one table a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    rounds, seconds = (1, 1.0) if quick else (3, 4.0)
    for size in (1_000,) if quick else (1_000, 10_000):
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), size=size, rounds=rounds, seconds=seconds)


def measure(folder: Path, *, size: int, rounds: int, seconds: float) -> None:
    """Fill an installation with `size` services, serve it, ask, print."""
    port = free_port()
    environ = environment(folder, port)
    prepare_secrets(folder)
    app = create_app(Settings.from_env(environ))
    open_demonstration(app, port=port, serve=False)
    rate = fill(app, folder, size=size)
    pages = addresses(app, port)
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1",
              "--blocking-threads", "1", "--port", str(port), "tests.bench_server:app"]  # fmt: skip
    quiet = subprocess.DEVNULL
    with subprocess.Popen(server, env=environ, stdout=quiet, stderr=quiet) as web:
        try:
            wait_for(f"http://127.0.0.1:{port}/connexion")
            report(size, rate, {
                name: median([hammer(port, asked, seconds=seconds) for _ in range(rounds)])
                for name, asked in pages.items()
            }, memory_mb(web.pid))  # fmt: skip
        finally:
            web.terminate()


def fill(app: Flask, folder: Path, *, size: int) -> float:
    """Import made-up services up to `size`; return rows a second, index included."""
    source = random.Random(71)
    communes = [c for c in gazetteer().communes if c.departement == "71"]
    lines = [COLUMNS]
    for number in range(size):
        commune = source.choice(communes)
        lines.append(
            f"banc-{number};Association {number} de {commune.name};Permanence {number};"
            f"{source.choice(CATEGORIES)};{commune.name};{commune.code};commune;"
            f"03 53 01 {number // 100 % 100:02d} {number % 100:02d};"
            '"Mo-Fr 09:00-12:00; PH off";publique;banc'
        )
    file = folder / "banc.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    begun = time.perf_counter()
    result = app.test_cli_runner().invoke(args=["directory", "import", str(file)])
    if result.exit_code:
        raise SystemExit(result.output)
    return size / (time.perf_counter() - begun)


def addresses(app: Flask, port: int) -> dict[str, list[bytes]]:
    """Return what is asked, page by page, signed in as an ISCG."""
    with app.app_context():
        now = utc_now()
        iscg: UUID = db.session.scalars(
            sa.select(Membership.member_id).join(IscgPost, IscgPost.team_id == Membership.team_id)
        ).first()
        public = sa.select(ServiceAtSite.id).join(Service).where(Service.visibility == "public")
        entries = list(db.session.scalars(public.limit(50)))
        db.session.rollback()  # a session is opened in a transaction of its own
        cookie = f"sid={sessions.open_session(iscg, now=now)}"
    host = f"127.0.0.1:{port}"
    towns = ("71342", "71270", "71176", "71106")
    return {
        "vide": [get("/vide", host=host)],
        "accueil": [get("/", host=host, cookie=cookie)],
        "recherche": [
            get(f"/annuaire?categorie={category}&commune={town}", host=host, cookie=cookie)
            for category in CATEGORIES
            for town in towns
        ],
        "fiche": [get(f"/annuaire/{entry}", host=host, cookie=cookie) for entry in entries],
        "demandes": [get("/demandes", host=host, cookie=cookie)],
    }


def median(measures: list[Measure]) -> Measure:
    """Return the round whose rate is the median."""
    rate = statistics.median_low([one.per_s for one in measures])
    return next(one for one in measures if one.per_s == rate)


def memory_mb(pid: int) -> float:
    """Return the largest memory of a server process below `pid`, in MB."""
    sizes = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(
                line.split(":", 1) for line in status.read_text().splitlines() if ":" in line
            )
        except OSError:
            continue  # it ended while we looked
        if int(fields["PPid"]) == pid or int(fields["Pid"]) == pid:
            sizes.append(int(fields.get("VmRSS", "0 kB").split()[0]) / 1024)
    return max(sizes)


def report(size: int, rate: float, found: dict[str, Measure], memory: float) -> None:
    """Print one table; a page under its floor says so."""
    empty = found["vide"].per_s
    print(f"\n{size} services · import {rate:.0f} lignes/s · mémoire {memory:.0f} Mo "
          f"· {os.cpu_count()} cœurs")  # fmt: skip
    print(f"{'page':<12}{'req/s':>9}{'p99 ms':>9}{'Ko':>7}{'rapport':>9}{'plancher':>10}")
    for name, one in found.items():
        floor = FLOORS.get(name)
        ratio = one.per_s / empty
        said = "" if floor is None else f"{floor:>10.2f}{'' if ratio >= floor else '  sous'}"
        worst = "" if one.status < 400 else f"  statut {one.status}"
        figures = f"{one.per_s:>9.0f}{one.p99_ms:>9.1f}{one.bytes / 1024:>7.0f}{ratio:>9.3f}"
        print(f"{name:<12}{figures}{said}{worst}")


if __name__ == "__main__":
    main()
