"""The story that the tour tells, one `Stop` per screen, in the order in which a family comes upon them.

Each stop continues from where the previous one on the same device ended.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from e2e.browser.device import Device
from e2e.checks.expectations import sees
from e2e.contract import NewGroup, NewPupil, NewSchool, NewTeacher, Pupil, School, Target, TeacherScreen
from e2e.flows import guessing, login
from e2e.scene.mailbox import the_one_mail
from e2e.scene.school import home_code, password, password_picture, wrong_home_code

ENOUGH_GUESSES = 15
TOO_EARLY = datetime(2021, 7, 22, 12, tzinfo=UTC)
PARENT = "ouders@devries.example"

ANNA = NewTeacher("Juf Anna", "anna@regenboog.example")
GROUP_3 = (NewPupil("Daan", "de Vries", PARENT, "picture"), NewPupil("Saar", "Peters", "", "picture"))
GROUP_5 = (
    NewPupil("Amira", "Yilmaz", "yilmaz@gezin.example"),
    NewPupil("Noor", "de Vries", PARENT),
    NewPupil("Sem", "Bakker", "bakkers@gezin.example"),
    NewPupil("Zoë", "Janssen", ""),
)
REGENBOOG = NewSchool("De Regenboog", (NewGroup("Groep 3", (ANNA,), GROUP_3), NewGroup("Groep 5", (ANNA,), GROUP_5)))


@dataclass(frozen=True)
class Family:
    """Noor and her brother Daan with a tablet and mail at home, their teacher's computer, and one at school."""

    target: Target
    school: School
    tablet: Device
    mail: Device
    teachers: Device
    at_school: Device

    @property
    def noor(self) -> Pupil:
        return self._pupil("Noor")

    @property
    def daan(self) -> Pupil:
        return self._pupil("Daan")

    @property
    def console(self) -> TeacherScreen:
        return self.teachers.screens.teacher

    def _pupil(self, name: str) -> Pupil:
        return next(pupil for group in self.school.groups for pupil in group.pupils if pupil.first_name == name)


@dataclass(frozen=True)
class Stop:
    """A screen: the name of its picture, what to tell about it, how to get there, and on which device."""

    picture: str
    told: str
    go: Callable[[Family], object]
    on: Literal["tablet", "mail", "teachers", "at_school"] = "tablet"


@dataclass(frozen=True)
class Chapter:
    title: str
    stops: tuple[Stop, ...]


# What takes more than one step


def open_group(family: Family) -> None:
    family.console.open()
    family.console.open_group("Groep 5")


def log_teacher_in(family: Family) -> None:
    family.console.open()
    family.console.log_in(ANNA.email, family.school.groups[0].teachers[0].password)
    sees(family.console.group("Groep 5"), "the groups")


def open_letter(family: Family) -> None:
    log_teacher_in(family)
    family.console.open_group("Groep 5")
    family.console.open_letter("Noor")


def read_mail(family: Family) -> None:
    open_group(family)
    family.console.mail("Noor")
    mail = the_one_mail("the parent", lambda: family.target.control.mails(PARENT))
    family.mail.page.set_content(mail.html or mail.text)


def log_out(device: Device) -> None:
    device.screens.account.log_out()
    sees(device.screens.account.logged_out, "that nobody is logged in")


def enter_code(family: Family, code: str) -> None:
    login.to_the_code(family.tablet)
    family.tablet.screens.code.enter(code)


def click_wrong_picture(family: Family) -> None:
    log_out(family.tablet)
    login.to_the_password(family.tablet, family.daan)
    family.tablet.screens.password.click_other_picture(password_picture(family.daan))


def send_a_page_of_yesterday(family: Family) -> None:
    tablet = family.tablet
    login.to_the_password(tablet, family.noor)
    tablet.replace_cookies([cookie for cookie in tablet.cookies() if "form" not in cookie["name"]])
    tablet.screens.password.enter(password(family.noor))


def change_school(family: Family, *, home_login: bool = True, network_environment: str | None = None) -> None:
    rules = {"home_login": home_login, "network_environment": network_environment}
    family.target.control.change_school(family.school.id, rules)


def be_refused(family: Family, *, home_login: bool = True, network_environment: str | None = None) -> None:
    change_school(family, home_login=home_login, network_environment=network_environment)
    enter_code(family, home_code(family.daan))


def come_too_early(family: Family) -> None:
    family.target.control.set_now(TOO_EARLY)
    family.tablet.screens.front.open_home()


def come_to_the_teachers_login(family: Family) -> None:
    family.target.control.real_time()
    change_school(family)
    family.console.open()
    log_out(family.teachers)
    family.console.open()


def open_mails(family: Family) -> None:
    open_group(family)
    family.teachers.page.goto(f"{family.teachers.page.url}/mails")


def open_new_password(family: Family) -> None:
    family.teachers.page.goto(f"{family.target.addresses.teacher}/pupils/{family.noor.id}/new-password")


def see_why_there_are_no_codes(family: Family) -> None:
    change_school(family, network_environment="MOO")
    open_group(family)


def come_to_school(family: Family) -> None:
    change_school(family)
    family.at_school.screens.school.open(family.school.school_login_url or "")


CHAPTERS = (
    Chapter(
        "The letter",
        (
            Stop(
                "letter",
                "Noor is eight and in group 5. Today her teacher, juf Anna, gave her a letter to take home. It has her "
                "name, her own code, the address to go to, and the five steps that now come.",
                open_letter,
                on="teachers",
            ),
            Stop("mail", "Her parents have received the same by mail: juf Anna sent it to them.", read_mail, on="mail"),
        ),
    ),
    Chapter(
        "The code",
        (
            Stop(
                "front",
                "At home they take the tablet and go to the portal. The picture for pupils has a green button: Noor "
                "has a code. Children whose school uses one of the names below log in there instead.",
                lambda family: family.tablet.screens.front.open(),
            ),
            Stop(
                "code",
                "The portal does not know this tablet yet, so it asks for the code on the letter.",
                lambda family: login.on_to_the_code(family.tablet),
            ),
            Stop(
                "code-typed",
                "Noor types it by hand. Small letters, spaces and an O for a 0 do no harm.",
                lambda family: family.tablet.screens.code.field.fill(home_code(family.noor).lower()),
            ),
        ),
    ),
    Chapter(
        "The name",
        (
            Stop(
                "name",
                "The code was right. From now on the tablet knows Noor and does not ask for the code again. She clicks "
                "her name, or the picture that she knows from school.",
                lambda family: family.tablet.screens.code.verify.click(),
            ),
        ),
    ),
    Chapter(
        "The password",
        (
            Stop(
                "password",
                "Her password is the one that she uses at school.",
                lambda family: family.tablet.screens.names.choose("Noor"),
            ),
        ),
    ),
    Chapter(
        "The materials",
        (
            Stop(
                "materials",
                "That is all: here are her own lesson materials, and above them who is logged in.",
                lambda family: family.tablet.screens.password.enter(password(family.noor)),
            ),
            Stop(
                "material", "A click, and she is at work.", lambda family: family.tablet.screens.materials.open_first()
            ),
        ),
    ),
    Chapter(
        "Logging out",
        (
            Stop(
                "logged-out",
                "When she is done she logs out, and closes the browser.",
                lambda family: log_out(family.tablet),
            ),
        ),
    ),
    Chapter(
        "Brother and sister",
        (
            Stop(
                "names",
                "Her brother Daan, six, brought a letter too. He types in another code, and now the tablet knows both.",
                lambda family: login.verify_code(family.tablet, family.daan),
            ),
            Stop(
                "password-pictures",
                "Daan cannot type a password yet. He clicks his password picture, the same one as at school.",
                lambda family: family.tablet.screens.names.choose("Daan"),
            ),
            Stop(
                "materials-daan",
                "And he gets his own lesson materials.",
                lambda family: family.tablet.screens.password.click_picture(password_picture(family.daan)),
            ),
        ),
    ),
    Chapter(
        "A mistake",
        (
            Stop(
                "wrong-picture",
                "A wrong picture opens nothing. You can try again, or ask the teacher: the portal has no help desk.",
                click_wrong_picture,
            ),
            Stop(
                "wrong-password",
                "A wrong password opens nothing either,",
                lambda family: login.guess_passwords(family.tablet, family.noor, 1),
            ),
            Stop(
                "wrong-code",
                "nor does a wrong code. The answer does not say whose code it almost was.",
                lambda family: enter_code(family, wrong_home_code(family.noor)),
            ),
            Stop(
                "stale",
                "A page that stayed open overnight asks to start again. Nothing is lost by it.",
                send_a_page_of_yesterday,
            ),
            Stop(
                "lost",
                "An address with a mistake in it leads back to the start.",
                lambda family: family.tablet.page.goto(f"{family.target.addresses.front}hoome"),
            ),
            Stop(
                "forget",
                "Was it the tablet of a friend? Then it can forget them both, and asks for a code again.",
                lambda family: family.tablet.page.goto(f"{family.target.addresses.home}/forget"),
            ),
        ),
    ),
    Chapter(
        "The block",
        (
            Stop(
                "blocked",
                "Ten wrong codes, passwords and pictures together, and the home account is closed for an hour. The "
                "right password does not help now: only the hour does, or the teacher. Daan can log in, and at school "
                "so can Noor.",
                lambda family: login.guess_passwords(family.tablet, family.noor, ENOUGH_GUESSES),
            ),
            Stop(
                "blocked-code",
                "The code does not help either, on any device.",
                lambda family: enter_code(family, home_code(family.noor)),
            ),
        ),
    ),
    Chapter(
        "Not here, or not yet",
        (
            Stop(
                "not-allowed",
                "A school may not allow working at home. Then its codes are not accepted.",
                lambda family: be_refused(family, home_login=False),
            ),
            Stop(
                "elsewhere",
                "Or its pupils log in through a network environment. Then they are sent there.",
                lambda family: be_refused(family, network_environment="MOO"),
            ),
            Stop(
                "wait",
                "Whoever keeps trying codes that are nobody's has to wait before the next one, longer each time.",
                lambda family: guessing.slowed_on(family.tablet, guessing.nobodys_codes(family.noor)),
            ),
            Stop("too-early", "And before 23 July 2021 there was nothing to log in to at home.", come_too_early),
        ),
    ),
    Chapter(
        "The teacher",
        (
            Stop(
                "teacher-login",
                "Noor tells juf Anna that she is blocked. Juf Anna logs in with her e-mail address,",
                come_to_the_teachers_login,
                on="teachers",
            ),
            Stop(
                "teacher-wrong",
                "and has to type carefully, too.",
                lambda family: family.console.log_in(ANNA.email, "regenboog"),
                on="teachers",
            ),
            Stop("teacher-groups", "These are her groups. One has a blocked pupil:", log_teacher_in, on="teachers"),
            Stop("teacher-group", "it is Noor, until the hour is over.", open_group, on="teachers"),
            Stop(
                "teacher-unlocked",
                "Juf Anna unlocks her, and at home Noor can log in at once.",
                lambda family: family.console.unlock("Noor"),
                on="teachers",
            ),
            Stop(
                "teacher-new-code",
                "A letter that got lost is no disaster. A new code makes the old one worthless,",
                lambda family: family.console.new_code("Noor").click(),
                on="teachers",
            ),
            Stop(
                "teacher-new-code-made",
                "and the new letter only has to be printed, alone or with those of the whole group.",
                lambda family: family.console.confirm_new_code(),
                on="teachers",
            ),
            Stop(
                "teacher-mails",
                "Mail goes to all parents at once, except those whose address the school does not know.",
                open_mails,
                on="teachers",
            ),
            Stop(
                "teacher-new-password",
                "Noor forgot her password? Then she gets another one, for school and home at once.",
                open_new_password,
                on="teachers",
            ),
            Stop(
                "teacher-no-codes",
                "If the pupils log in elsewhere, there are no codes to hand out, and the teacher is told why.",
                see_why_there_are_no_codes,
                on="teachers",
            ),
        ),
    ),
    Chapter(
        "At school",
        (
            Stop(
                "school-groups",
                "At school nobody needs a code. The school's own link shows its groups,",
                come_to_school,
                on="at_school",
            ),
            Stop(
                "school-names",
                "then the pupils of the group,",
                lambda family: family.at_school.screens.school.choose_group("Groep 5"),
                on="at_school",
            ),
            Stop(
                "school-password",
                "and then asks for the same password as at home.",
                lambda family: family.at_school.screens.names.choose("Noor"),
                on="at_school",
            ),
            Stop(
                "school-materials",
                "The lesson materials are the same too.",
                lambda family: family.at_school.screens.password.enter(password(family.noor)),
                on="at_school",
            ),
            Stop(
                "school-elsewhere",
                "Nobody gets in there from outside the school without the link.",
                lambda family: family.tablet.page.goto(f"{family.target.addresses.front}school"),
            ),
        ),
    ),
)
