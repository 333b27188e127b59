"""A school to look around in: a family with two children, a class, and their teachers."""

from collections.abc import Iterator
from email.message import EmailMessage

from reference_app.portal import Portal
from reference_app.services.administration import AddedSchool, NewGroup, NewPupil, NewSchool, NewTeacher

_GROUP_3 = ("Daan", "Fenna", "Jip", "Lieke", "Mees", "Noah", "Saar", "Yusuf")
_GROUP_5 = ("Amira", "Bram", "Evi", "Luuk", "Noor", "Sem", "Tess", "Zoë")
_USE_A_PICTURE = ("Daan", "Jip", "Saar")


def add_demo_school(portal: Portal) -> AddedSchool:
    """Daan and Noor are brother and sister; the youngest use a password picture; Zoë's parents have no mail."""
    return portal.administration.add_school(
        NewSchool(
            "De Regenboog",
            (
                NewGroup("Groep 3", (NewTeacher("Meester Tom", "tom@regenboog.example"),), _pupils(_GROUP_3)),
                NewGroup("Groep 5", (NewTeacher("Juf Anna", "anna@regenboog.example"),), _pupils(_GROUP_5)),
            ),
        )
    )


def _pupils(first_names: tuple[str, ...]) -> tuple[NewPupil, ...]:
    return tuple(
        NewPupil(
            name,
            "de Vries",
            uses_password_picture=name in _USE_A_PICTURE,
            parent_email=f"ouders.van.{name.lower()}@gezin.example" if name.isascii() else None,
        )
        for name in first_names
    )


def described(school: AddedSchool, url: str) -> Iterator[str]:
    """What somebody needs to look around: the addresses, the teachers' logins, some pupils with code and secret."""
    yield f"Front page      {url}/"
    yield f"Home address    {url}/home"
    yield f"At school       {url}/school/{school.link_key}"
    yield f"For teachers    {url}/teacher"
    for group in school.groups:
        yield ""
        yield group.name
        for teacher in group.teachers:
            yield f"  teacher  {teacher.email}  password {teacher.password}"
        for pupil in (p for p in group.pupils if p.first_name in {"Daan", "Jip", "Noor", "Sem"}):
            kind = "picture" if pupil.uses_password_picture else "password"
            yield f"  pupil    {pupil.first_name:<6} home code {pupil.home_code}  {kind} {pupil.secret}"


def shown(mail: EmailMessage) -> str:
    """A mail as it is read, for a terminal."""
    text = mail.get_body(("plain",))
    return f"\nMail to {mail['To']}: {mail['Subject']}\n\n{text.get_content() if text else ''}"
