"""The commands of whoever administers the portal: `python -m reference_app school …` and `… pupil …`.

They run in the context of an app, which gives them the portal. What they make up, passwords and pictures, goes to
standard output; what else they have to say, to standard error.
"""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import BinaryIO

import click
from flask.cli import AppGroup

from reference_app.portal import Portal
from reference_app.rules import class_lists
from reference_app.rules.class_lists import COLUMNS, ClassList, Row
from reference_app.rules.network_environments import NETWORK_ENVIRONMENTS
from reference_app.rules.pictures import PASSWORD_PICTURES
from reference_app.services.administration import FoundPupil, NewSchool, SchoolCard, SchoolRules
from reference_app.services.enrolment import Enrolled, NobodyEnrolled
from reference_app.web import request_context
from reference_app.web.language import in_first_language

school = AppGroup("school", help="Make, fill, list and delete schools.")
pupil = AppGroup("pupil", help="Find and delete a pupil.")

GROUPS = (school, pupil)


@school.command("make")
@click.argument("name")
@click.option("--no-home-login", is_flag=True, help="Its pupils may not work at home.")
@click.option("--network-environment", type=click.Choice(NETWORK_ENVIRONMENTS), help="Where its pupils log in at home.")
def make_school(name: str, *, no_home_login: bool, network_environment: str | None) -> None:
    """Make a school with nobody in it yet."""
    if not name.strip() or not name.isprintable():
        raise click.ClickException("a school needs a name")
    rules = SchoolRules(home_login=not no_home_login, network_environment=network_environment)
    made = _portal().administration.add_school(NewSchool(name.strip(), (), rules))
    click.echo(f"{made.id}  {name.strip()}\nLogging in at school: {_school_link(made.link_key)}")


@school.command("list")
def list_schools() -> None:
    """List the schools, with their ids and links."""
    for card in _portal().administration.schools():
        at_home = card.rules.network_environment or ("here" if card.rules.home_login else "not allowed")
        click.echo(f"{card.id}  {card.name}\n  {_people(card)}; logging in at home: {at_home}")
        click.echo(f"  Logging in at school: {_school_link(card.link_key)}")


@school.command("import")
@click.argument("school_id")
@click.argument("file", type=click.File("rb"))
@click.option("--dry-run", is_flag=True, help="Do it all, and keep nothing of it.")
def import_class_list(school_id: str, file: BinaryIO, *, dry_run: bool) -> None:
    """Enrol the people on a class list, a CSV FILE as docs/school-data.md describes it ("-": standard input).

    The passwords and pictures that the portal makes up are told once, as CSV on standard output.
    """
    listed = class_lists.read(file.read(), _pictures_by_name())
    match _portal().enrolment.enrol(school_id, listed, keep=not dry_run):
        case None:
            raise _no_school(school_id)
        case NobodyEnrolled(faults):
            for fault in faults:
                click.echo(f"line {fault.line}: {fault.what}", err=True)
            raise click.ClickException(f"nobody was enrolled: {_counted(len(faults), 'fault')}")
        case Enrolled() as enrolled:
            _tell(enrolled)
            if dry_run:
                click.echo("This was a dry run: nothing of it was kept.", err=True)
            elif enrolled.made:
                click.echo(_as_csv(enrolled.made, listed), nl=False)


@school.command("delete")
@click.argument("school_id")
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete_school(school_id: str, *, yes: bool) -> None:
    """Delete a school with all its groups, teachers and pupils."""
    administration = _portal().administration
    card = next((card for card in administration.schools() if card.id == school_id), None)
    if card is None:
        raise _no_school(school_id)
    whole = f"{card.name} ({_people(card)})"
    if not yes:
        click.confirm(f"Delete {whole}?", abort=True)
    administration.remove_school(school_id)
    click.echo(f"Deleted {whole}.")


@pupil.command("find")
@click.argument("name")
def find_pupil(name: str) -> None:
    """List the pupils who have NAME in their first or last name, with their ids."""
    for found in _portal().administration.pupils_named(name):
        click.echo(f"{found.id}  {_who(found)}")


@pupil.command("delete")
@click.argument("pupil_id")
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete_pupil(pupil_id: str, *, yes: bool) -> None:
    """Delete a pupil and all that the portal knows of the pupil."""
    administration = _portal().administration
    found = administration.pupil(pupil_id)
    if found and not yes:
        click.confirm(f"Delete {_who(found)} and all that the portal knows of this pupil?", abort=True)
    removed = administration.remove_pupil(pupil_id)
    if found is None or removed is None:
        raise click.ClickException(f"no pupil has the id {pupil_id!r}; `pupil find NAME` tells the ids")
    click.echo(f"Deleted {_who(found)}: names, picture, password, home code and the parent's e-mail address;")
    click.echo(
        f"forgotten by {_counted(removed.devices, 'device')}, logged out of {_counted(removed.logins, 'session')}, "
        f"{_counted(removed.failures, 'failure')} no longer counted."
    )


def _portal() -> Portal:
    """With its tables up to date, for a command may be the first to use a database. Raises UnusableDatabase."""
    portal = request_context.portal()
    portal.store.migrate()
    return portal


def _tell(enrolled: Enrolled) -> None:
    pupils = sum(not row.teaches for row in enrolled.new)
    teachers = len({row.email for row in enrolled.new if row.teaches})
    click.echo(f"{enrolled.school}: {_counted(pupils, 'new pupil')}, {_counted(teachers, 'new teacher')}.", err=True)
    for row in enrolled.there_already:
        click.echo(f"line {row.line}: {row.name} ({row.group}) was there already and stays as is.", err=True)
    for row, group in enrolled.namesakes:
        click.echo(f"line {row.line}: {row.name} ({row.group}) is new; {group} has a pupil of that name too.", err=True)


def _as_csv(rows: Sequence[Row], listed: ClassList) -> bytes:
    """Written as the list itself is, so that what opened the one opens the other."""
    written = StringIO()
    lines = csv.writer(written, delimiter=listed.delimiter, lineterminator="\n")
    lines.writerow(COLUMNS)
    for row in rows:
        picture = row.picture and in_first_language(row.picture)
        lines.writerow([*(getattr(row, column) for column in COLUMNS[:-1]), picture])
    return written.getvalue().encode(listed.encoding)


def _pictures_by_name() -> dict[str, str]:
    """The drawings by their names in Dutch and in English."""
    return {written.casefold(): name for name in PASSWORD_PICTURES for written in (name, in_first_language(name))}


def _school_link(link_key: str) -> str:
    """Behind the portal's own address, which only the web server in front knows."""
    return f"https://…/school/{link_key}"


def _who(found: FoundPupil) -> str:
    return f"{found.name} ({found.group}, {found.school})"


def _people(card: SchoolCard) -> str:
    return f"{_counted(card.groups, 'group')}, {_counted(card.teachers, 'teacher')}, {_counted(card.pupils, 'pupil')}"


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _no_school(school_id: str) -> click.ClickException:
    return click.ClickException(f"no school has the id {school_id!r}; `school list` tells the ids")
