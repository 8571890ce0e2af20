"""Accounts from the command line, for who runs the machine; none of it shows a content."""

from uuid import UUID

import click
from flask.cli import AppGroup
from flask_babel import ngettext

from app.accounts import operations, queries
from app.accounts.labels import ROLES, WEAKNESSES
from app.kernel.clock import utc_now
from app.kernel.db import db
from app.kernel.request import current_settings
from app.kernel.viewer import Role
from directory.models import Member, Organisation, Team

cli = AppGroup("account", help="Comptes des membres.")

NETWORK_ROLES = (Role.COORDINATOR, Role.ELECTED, Role.OPERATOR)
TEAM_ROLES = (Role.MEMBER, Role.MANAGER, Role.SUPERVISOR)


@cli.command("add")
@click.argument("mail")
@click.option("--name", required=True, help="Prénom et nom.")
@click.option("--organisation", required=True, help="Nom exact de la structure, ou identifiant.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in NETWORK_ROLES]),
    help="Rôle dans le réseau, hors de toute équipe.",
)
@click.option("--team", help="Nom exact d’une équipe de la structure.")
@click.option(
    "--as",
    "team_role",
    type=click.Choice([role.value for role in TEAM_ROLES]),
    default=Role.MEMBER.value,
    help="Ce que le membre est dans cette équipe.",
)
def add(
    *, mail: str, name: str, organisation: str, role: str | None, team: str | None, team_role: str
) -> None:
    """Ajouter un membre ; sa phrase secrète se choisit avec « account passphrase »."""
    employer = _organisation(organisation)
    try:
        member = operations.add_member(
            mail=mail,
            name=name,
            organisation=employer,
            network_role=Role(role) if role else None,
            now=utc_now(),
        )
    except operations.MailTaken:
        raise click.ClickException(f"Un compte a déjà l’adresse {mail}.") from None
    if team:
        operations.join(member, _team(employer, team), role=Role(team_role), now=utc_now())
    db.session.commit()
    click.echo(f"Compte ajouté : {member.mail}")


@cli.command("passphrase")
@click.argument("mail")
def passphrase(mail: str) -> None:
    """Donner une phrase secrète à un membre ; ses sessions ouvertes se ferment."""
    member = _member(mail)
    wanted = click.prompt("Phrase secrète", hide_input=True, confirmation_prompt="Encore une fois")
    try:
        operations.set_passphrase(member, wanted, settings=current_settings(), now=utc_now())
    except operations.TooWeak as weak:
        raise click.ClickException(str(WEAKNESSES[weak.reason])) from None
    db.session.commit()
    click.echo("C’est fait. Ses sessions ouvertes sont fermées.")


@cli.command("disable")
@click.argument("mail")
def disable(mail: str) -> None:
    """Fermer un compte et, au même instant, ses sessions."""
    operations.disable(_member(mail), now=utc_now())
    db.session.commit()
    click.echo("Compte fermé. Plus rien ne s’ouvre avec lui.")


@cli.command("list")
def show() -> None:
    """Montrer les comptes : adresse, nom, structure, rôles, état."""
    accounts = queries.accounts()
    for account in accounts:
        roles = ", ".join(str(ROLES[role]) for role in account.roles) or "aucun rôle"
        click.echo(
            f"{account.mail} · {account.name} · {account.organisation} · {roles} · "
            f"{_state(account)}"
        )
    click.echo(ngettext("%(num)s compte", "%(num)s comptes", len(accounts)))


def _state(account: queries.Listed) -> str:
    if account.disabled_at:
        return "fermé"
    return "ouvert" if account.has_passphrase else "sans phrase secrète"


def _member(mail: str) -> Member:
    member = queries.member_by_mail(operations.normal_mail(mail))
    if member is None:
        raise click.ClickException(f"Aucun compte n’a l’adresse {mail}.")
    return member


def _organisation(text: str) -> Organisation:
    found = queries.organisation_named(text) or _by_id(text)
    if found is None:
        raise click.ClickException(
            f"Aucune structure, ou plusieurs, du nom « {text} » : donnez son identifiant."
        )
    return found


def _by_id(text: str) -> Organisation | None:
    try:
        return db.session.get(Organisation, UUID(text))
    except ValueError:
        return None


def _team(organisation: Organisation, name: str) -> Team:
    named = [team for team in organisation.teams if team.name == name]
    if len(named) != 1:
        raise click.ClickException(f"Aucune équipe « {name} » dans {organisation.name}.")
    return named[0]
