"""A school's data: class lists that are read, enrolled and refused as a whole, and pupils that leave nothing behind."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from reference_app import wsgi
from reference_app.operations import commands
from reference_app.portal import Portal
from reference_app.rules import class_lists
from reference_app.rules.class_lists import COLUMNS, Fault, Row
from reference_app.rules.outcomes import SignedIn, WrongCode
from reference_app.rules.pictures import PASSWORD_PICTURES
from reference_app.services.administration import AddedSchool, AddedTeacher, SchoolRules
from reference_app.services.enrolment import Enrolled, NobodyEnrolled
from reference_app.web import create_app
from tests.reference_app.conftest import AtHome, Rows, there, token_of

Flask = Callable[..., Result]
Enrol = Callable[..., Enrolled | NobodyEnrolled | None]

HEADER = ",".join(COLUMNS)
PICTURES = {"boat": "boat", "boot": "boat"}
MILA = "Groep 3,pupil,Mila,Smit,,,"
BAS = "Groep 3,teacher,Meester,Bas,bas@regenboog.example,,"


def listed(*lines: str, header: str = HEADER) -> bytes:
    return "\n".join((header, *lines)).encode()


def faults(data: bytes) -> list[tuple[int, str]]:
    return [(fault.line, fault.what) for fault in class_lists.read(data, PICTURES).faults]


# Reading


def test_a_line_is_read_as_who_it_is() -> None:
    read = class_lists.read(listed("Groep 3,pupil,Mila,Smit,Ouder@Smit.example,bokiza42,"), PICTURES)

    assert read.rows == (Row(2, "Groep 3", "pupil", "Mila", "Smit", "ouder@smit.example", "bokiza42", ""),)


@pytest.mark.parametrize(
    "data",
    [
        listed(MILA),
        b"\xef\xbb\xbf" + listed(MILA),
        listed(MILA.replace(",", ";"), header=HEADER.replace(",", ";")),
        listed(MILA).replace(b"\n", b"\r\n"),
        listed(f"{MILA},,", ",,,,,,,,", header=f"{HEADER},,"),
        listed("Mila,pupil,Smit,Groep 3", header="First_name,Role,LAST_NAME,group"),
        listed(' Groep  3 ,PUPIL,"Mila","Smit"', header="group,role,first_name,last_name"),
    ],
    ids=["plain", "BOM", "semicolons", "Windows", "Excel's empty cells", "other order", "spaces and quotes"],
)
def test_a_list_may_be_written_as_programs_write_it(data: bytes) -> None:
    assert class_lists.read(data, PICTURES) == class_lists.ClassList(
        (Row(2, "Groep 3", "pupil", "Mila", "Smit", "", "", ""),),
        delimiter=";" if b";" in data else ",",
        encoding="utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8",
    )


def test_a_picture_may_have_its_dutch_name() -> None:
    assert class_lists.read(listed("Groep 3,pupil,Mila,,,,Boot"), PICTURES).rows[0].picture == "boat"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", [(1, "the file is empty")]),
        (b"\n;;;\n", [(1, "the file is empty")]),
        (listed(), [(1, "there is nobody on the list, only the names of the columns")]),
        (
            listed("Zoë").replace(b"\xc3\xab", b"\xeb"),
            [(2, "this is not UTF-8; in Excel, save the list as “CSV UTF-8”")],
        ),
        (listed('"Groep 3,pupil,Mila'), [(2, "the quotation marks are not right (unexpected end of data)")]),
        (
            listed("Groep 3,x", header="group,voornaam,group"),
            [
                (1, "the column group is there twice"),
                (1, f"unknown column 'voornaam'; the columns are {', '.join(COLUMNS)}"),
                (1, "the column role is missing"),
                (1, "the column first_name is missing"),
            ],
        ),
        (listed("Groep 3,pupil,Mila,x,,,,,z"), [(2, "there are 9 cells and only 7 columns")]),
        (listed(",pupil,Mila,,,,"), [(2, "the group is missing")]),
        (listed("Groep 3,leerling,Mila,,,,"), [(2, "unknown role 'leerling'; write pupil or teacher")]),
        (listed("Groep 3,pupil,,Smit,,,"), [(2, "the first name is empty")]),
        (listed("Groep 3,pupil,Mila,,a@b.nl;c@d.nl,,"), [(2, "'a@b.nl;c@d.nl' is no e-mail address")]),
        (listed("Groep 3,teacher,Bas,,,,"), [(2, "a teacher needs an e-mail address to log in with")]),
        (listed("Groep 3,teacher,Bas,,b@b.nl,,boat"), [(2, "a teacher has no password picture")]),
        (listed("Groep 3,pupil,Mila,,,x,boat"), [(2, "a password and a password picture; leave one of them empty")]),
        (
            listed("Groep 3,pupil,Mila,,,,draak"),
            [(2, "there is no picture 'draak'; docs/school-data.md has their names")],
        ),
        (listed(f"Groep 3,pupil,{'M' * 129},,,,"), [(2, "first_name is longer than 128 characters")]),
        (listed("Groep 3,pupil,Mi\0la,,,,"), [(2, "first_name has a character in it that cannot be seen")]),
        (listed(MILA, MILA.upper().replace("PUPIL", "pupil")), [(3, "MILA SMIT is in GROEP 3 on line 2 already")]),
        (listed(BAS, BAS), [(3, "Meester Bas is in Groep 3 on line 2 already")]),
        (
            listed(BAS, BAS.replace("Groep 3", "Groep 4").replace("Meester", "Juf")),
            [(3, "bas@regenboog.example has another name or password on line 2")],
        ),
    ],
)
def test_what_is_wrong_with_a_list_is_told_in_words(data: bytes, told: list[tuple[int, str]]) -> None:
    assert sorted(faults(data)) == sorted(told)


def test_all_that_is_wrong_is_told_at_once() -> None:
    data = listed(MILA, ",pupil,,,geen,,", "Groep 3,juf,An,,,,", MILA)

    assert [line for line, _ in faults(data)] == [3, 3, 3, 4, 5]


@pytest.mark.parametrize("name", ["Zoë", "Jan-Willem", "O'Brien", "Ömer", "李", "J. P."])
def test_a_name_is_anything_that_can_be_seen(name: str) -> None:
    assert class_lists.read(listed(f'Groep 3,pupil,"{name}"'), PICTURES).rows[0].first_name == name


# Enrolling


def there_now(answer: object) -> Enrolled:
    """What a list came to, where everybody on it is at the school now."""
    assert isinstance(answer, Enrolled)
    return answer


@pytest.fixture
def enrol(portal: Portal, school: AddedSchool) -> Enrol:
    def enrol(*lines: str, keep: bool = True) -> Enrolled | NobodyEnrolled | None:
        return portal.enrolment.enrol(school.id, class_lists.read(listed(*lines), PICTURES), keep=keep)

    return enrol


def test_a_made_up_password_that_is_told_logs_the_pupil_in(portal: Portal, school: AddedSchool, enrol: Enrol) -> None:
    told = there_now(enrol(MILA)).made[0].password
    mila = portal.administration.pupils_named("Mila")[0]

    assert isinstance(portal.school.sign_in(school.link_key, mila.id, told), SignedIn)


@pytest.mark.parametrize("cells", ["bokiza42,", ",boat"])
def test_a_password_or_picture_of_the_list_logs_the_pupil_in(
    portal: Portal, school: AddedSchool, enrol: Enrol, cells: str
) -> None:
    enrol(f"Groep 3,pupil,Mila,Smit,,{cells}")
    mila = portal.administration.pupils_named("Mila")[0]

    assert isinstance(portal.school.sign_in(school.link_key, mila.id, cells.strip(",")), SignedIn)


def test_a_password_of_the_list_is_not_told_again(enrol: Enrol) -> None:
    assert there_now(enrol("Groep 3,pupil,Mila,,,bokiza42,")).made == ()


def test_a_new_picture_is_made_up_and_told(enrol: Enrol) -> None:
    assert there_now(enrol("Groep 3,pupil,Mila,,,,new")).made[0].picture in PASSWORD_PICTURES


def test_a_pupil_comes_into_the_group_that_is_there(portal: Portal, anna: AddedTeacher, enrol: Enrol) -> None:
    enrol("groep 5,pupil,Mila,,,,")

    shown = portal.teacher.groups(anna.id)
    assert [(group.name, [row.pupil.first_name for row in group.pupils]) for group in shown] == [
        ("Groep 5", ["Mila", "Noor", "Sem"])
    ]


def test_pupils_get_pictures_that_nobody_in_the_group_has(portal: Portal, anna: AddedTeacher, enrol: Enrol) -> None:
    enrol(*(f"Groep 5,pupil,Mila {number},,,x," for number in range(28)))

    assert len({row.pupil.picture for row in portal.teacher.groups(anna.id)[0].pupils}) == 30


def test_a_teacher_with_two_groups_is_one_teacher_with_one_password(portal: Portal, enrol: Enrol) -> None:
    made = there_now(enrol(BAS, BAS.replace("Groep 3", "Groep 4"))).made
    token = token_of(portal.teacher.sign_in("bas@regenboog.example", made[1].password))
    bas = there(portal.sessions.teacher(token))

    assert ([group.name for group in portal.teacher.groups(bas.id)], made[0].password) == (
        ["Groep 3", "Groep 4"],
        made[1].password,
    )


def test_who_is_there_already_is_left_as_they_are(portal: Portal, noor: AtHome, enrol: Enrol) -> None:
    told = there_now(enrol("Groep 5,pupil,NOOR,bakker,,anders,"))

    assert ([row.line for row in told.there_already], told.new, type(noor.give_right_secret())) == ([2], (), SignedIn)


def test_a_teacher_who_is_there_already_gets_the_new_group(portal: Portal, anna: AddedTeacher, enrol: Enrol) -> None:
    enrol("Groep 3,teacher,Juf Anna,,ANNA@regenboog.example,anders,")

    assert [group.name for group in portal.teacher.groups(anna.id)] == ["Groep 3", "Groep 5"]
    assert isinstance(portal.teacher.sign_in(anna.email, anna.password), SignedIn)


def test_the_same_list_twice_changes_nothing_the_second_time(rows: Callable[[], Rows], enrol: Enrol) -> None:
    enrol(MILA, BAS)
    before = rows()

    enrol(MILA, BAS)

    assert rows() == before


def test_a_namesake_in_another_group_is_told(enrol: Enrol) -> None:
    told = there_now(enrol("Groep 3,pupil,Noor,Bakker,,,"))

    assert [(row.line, group) for row, group in told.namesakes] == [(2, "Groep 5")]


@pytest.mark.usefixtures("other_school")
def test_an_address_of_a_teacher_of_another_school_is_a_fault_beside_the_others(enrol: Enrol) -> None:
    told = enrol(BAS, "Groep 3,teacher,Bas,,bas@vlieger.example,,", "Groep 3,pupil,,,,,")

    assert told == NobodyEnrolled(
        (
            Fault(3, "bas@vlieger.example is the address of a teacher of another school; give another one"),
            Fault(4, "the first name is empty"),
        )
    )


@pytest.mark.parametrize(("lines", "keep"), [((MILA, ",pupil,x,,,,"), True), ((MILA, BAS), False)])
def test_a_list_with_a_fault_and_a_dry_run_leave_everything_as_it_was(
    rows: Callable[[], Rows], enrol: Enrol, lines: tuple[str, ...], *, keep: bool
) -> None:
    before = rows()

    enrol(*lines, keep=keep)

    assert rows() == before


def test_a_dry_run_tells_what_it_would_have_done(enrol: Enrol) -> None:
    assert [row.name for row in there_now(enrol(MILA, BAS, keep=False)).new] == ["Mila Smit", "Meester Bas"]


# Removing a pupil


def test_a_removed_pupil_leaves_nothing(portal: Portal, noor: AtHome, rows: Callable[[], Rows]) -> None:
    """Her brother stays, and so does what is nobody's: the device, now knowing nobody, and what slows guesses down."""
    noor.give_right_secret()
    noor.fail(3)

    portal.administration.remove_pupil(noor.id)

    left = {name: len(found) for name, found in rows().items() if found and name != "strangers"}
    assert left == {"schools": 1, "groups": 1, "teachers": 1, "group_teachers": 1, "pupils": 1, "devices": 1}


def test_the_code_of_a_removed_pupil_is_nobodys(portal: Portal, noor: AtHome) -> None:
    portal.administration.remove_pupil(noor.id)

    assert noor.enter_right_code() == WrongCode()


def test_removing_a_pupil_leaves_a_brother_on_the_device(portal: Portal, noor: AtHome, sem: AtHome) -> None:
    portal.administration.remove_pupil(noor.id)

    assert isinstance(sem.give_right_secret(), SignedIn)


# The commands


@pytest.fixture
def flask(portal: Portal) -> Flask:
    app = create_app(portal, "the key of the forms under test")
    for group in commands.GROUPS:
        app.cli.add_command(group)
    return lambda *arguments, **given: app.test_cli_runner().invoke(args=arguments, **given)


@pytest.fixture
def class_list(tmp_path: Path) -> str:
    path = tmp_path / "lijst.csv"
    path.write_bytes(b"\xef\xbb\xbf" + listed(MILA, BAS).replace(b",", b";"))
    return str(path)


def test_a_school_that_was_made_is_listed_with_its_id_and_link(portal: Portal, flask: Flask) -> None:
    flask("school", "make", "De Vlieger")
    [made] = portal.administration.schools()

    said = flask("school", "list").stdout
    assert (made.id in said, f"/school/{made.link_key}" in said) == (True, True)


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        ([], SchoolRules()),
        (["--no-home-login"], SchoolRules(home_login=False)),
        (["--network-environment", "MOO"], SchoolRules(network_environment="MOO")),
    ],
)
def test_a_school_is_made_with_its_rules(portal: Portal, flask: Flask, options: list[str], rules: SchoolRules) -> None:
    flask("school", "make", "De Vlieger", *options)

    assert portal.administration.schools()[0].rules == rules


def test_an_import_tells_made_up_passwords_as_the_list_was_written(
    school: AddedSchool, flask: Flask, class_list: str
) -> None:
    said = flask("school", "import", school.id, class_list).stdout_bytes.decode()

    assert re.fullmatch(
        "\ufeffgroup;role;first_name;last_name;email;password;picture\n"
        r"Groep 3;pupil;Mila;Smit;;\w+;" + "\n"
        r"Groep 3;teacher;Meester;Bas;bas@regenboog.example;\w+;" + "\n",
        said,
    )


def test_a_dry_run_of_the_command_tells_no_password(school: AddedSchool, flask: Flask, class_list: str) -> None:
    ran = flask("school", "import", school.id, class_list, "--dry-run")

    assert (ran.stdout, ran.stderr.splitlines()) == (
        "",
        ["De Regenboog: 1 new pupil, 1 new teacher.", "This was a dry run: nothing of it was kept."],
    )


def test_a_list_with_faults_ends_the_command_with_all_of_them(school: AddedSchool, flask: Flask) -> None:
    ran = flask("school", "import", school.id, "-", input=listed(",pupil,Mila,,,,", "Groep 3,pupil,,,,,"))

    assert (ran.exit_code, ran.stderr.splitlines()) == (
        1,
        [
            "line 2: the group is missing",
            "line 3: the first name is empty",
            "Error: nobody was enrolled: 2 faults",
        ],
    )


@pytest.mark.usefixtures("noor")
def test_a_pupil_is_found_and_deleted_by_id(school: AddedSchool, flask: Flask, rows: Callable[[], Rows]) -> None:
    found = flask("pupil", "find", "noor").stdout.split()

    said = flask("pupil", "delete", found[0], "--yes").stdout
    assert (len(rows()["pupils"]), said.startswith("Deleted Noor Bakker (Groep 5, De Regenboog):")) == (1, True)
    assert "forgotten by 1 device," in said


@pytest.mark.parametrize("what", ["school", "pupil"])
def test_nothing_is_deleted_without_a_yes(
    school: AddedSchool, flask: Flask, rows: Callable[[], Rows], what: str
) -> None:
    before = rows()

    flask(what, "delete", school.id if what == "school" else school.groups[0].pupils[0].id, input="n\n")

    assert rows() == before


def test_a_school_is_deleted_after_a_yes(school: AddedSchool, flask: Flask, rows: Callable[[], Rows]) -> None:
    flask("school", "delete", school.id, input="y\n")

    assert not any(rows().values())


@pytest.mark.parametrize(
    "arguments",
    [
        ("school", "make", " "),
        ("school", "make", "De Vlieger", "--network-environment", "Moo?"),
        ("school", "import", "nowhere", "-"),
        ("school", "import", "nowhere", "/nowhere.csv"),
        ("school", "delete", "nowhere", "--yes"),
        ("pupil", "delete", "nobody", "--yes"),
    ],
)
def test_what_cannot_be_done_is_told_without_a_traceback(flask: Flask, arguments: tuple[str, ...]) -> None:
    ran = flask(*arguments, input="\n")

    assert (ran.exit_code > 0, isinstance(ran.exception, SystemExit), "Error: " in ran.stderr) == (True, True, True)


def test_flask_is_told_what_setting_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)

    with pytest.raises(SystemExit, match=r"^reference_app: SECRET_KEY is missing"):
        wsgi.create_app()


# What a school reads


@pytest.mark.parametrize("name", PASSWORD_PICTURES)
def test_the_school_can_read_what_the_pictures_are_called(pytestconfig: pytest.Config, name: str) -> None:
    page = (pytestconfig.rootpath / "docs/school-data.md").read_text("utf-8")

    assert f"({name})" in " ".join(page.split())


def test_the_list_that_the_school_reads_as_an_example_can_be_read(pytestconfig: pytest.Config) -> None:
    page = (pytestconfig.rootpath / "docs/school-data.md").read_text("utf-8")
    [example] = re.findall(r"```\n(group;.*?)```", page, re.DOTALL)

    assert class_lists.read(example.encode(), {"vlieger": "kite"}).faults == ()
