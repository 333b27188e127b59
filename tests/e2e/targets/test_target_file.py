"""What a target file may say, and the errors for one that cannot be used."""

from pathlib import Path

import pytest

from e2e.contract import CannotDo, NewGroup, NewPupil, NewSchool, NewTeacher
from e2e.scene.school import Scene
from e2e.targets.file import TargetFileError, load_target
from e2e.targets.new_file import Kind, new_target_file

BEGINNING = """
name = "Another portal"
language = "nl"
[portal]
front = "https://portal.example/"
home = "https://portal.example/thuis"
teacher = "https://portal.example/leerkracht"
"""
ROSTER = BEGINNING + '[control]\nkind = "roster"\ncan = ["teacher"]\n'
HTTP = BEGINNING + '[control]\nkind = "http"\naddress = "https://portal.example/control/"\n'
ADDRESSES = {
    "front": "https://portal.example/",
    "home": "https://portal.example/thuis",
    "teacher": "",
    "control": "https://portal.example/control",
}


@pytest.fixture
def target_file(tmp_path: Path) -> Path:
    return tmp_path / "portal.toml"


def problem_of(file: Path, text: str, **environment: str) -> str:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(TargetFileError) as caught:
        load_target(file, environment)
    return str(caught.value)


def test_a_file_that_is_not_there_names_the_command_that_writes_one(target_file: Path) -> None:
    with pytest.raises(TargetFileError, match="python -m e2e init"):
        load_target(target_file)


@pytest.mark.parametrize(
    ("wrong", "answered"),
    [
        ("langage = 'nl'\n" + ROSTER, "did you mean language?"),
        (ROSTER.replace("front =", "frnt ="), "did you mean front?"),
        (ROSTER.replace("roster", "rooster"), "'roster'"),
        (ROSTER.replace('["teacher"]', '["teachers"]'), "'teacher'"),
        (ROSTER.replace("https://portal.example/thuis", "portal.example/thuis"), "write the whole address"),
        (ROSTER + "[screens.code]\nfeild = '#x'", "did you mean code.field?"),
        (ROSTER + "[screens.code]\nfield = '#{first_name}'", "asks for {first_name}"),
        (ROSTER + "[actions.names]\nchoos = ['names.person']", "did you mean names.choose?"),
        (ROSTER + "[own]\nmenu = 'summary'\n[actions.account]\nlog_out = ['own.meny']", "did you mean own.menu?"),
        (ROSTER + "[classes]\npassword = 'nowhere:Screen'", "no class nowhere:Screen"),
        (ROSTER + "[classes]\npasword = 'pathlib:Path'", "did you mean password?"),
        (
            ROSTER + "[classes]\naccount = 'pathlib:Path'",
            "pathlib:Path has no who, log_out; see Account in e2e/contract",
        ),
        ("like = 'other.toml'\n" + ROSTER, "no file"),
        ("like = 'portal.toml'\n" + ROSTER, "like itself"),
        ("like = 1\n" + ROSTER, "like: should be a valid string"),
        (ROSTER.replace("[control]", "certificate_authority = 'ca.pem'\n[control]"), "no file"),
        ("name = ", "cannot be read"),
    ],
)
def test_what_is_wrong_is_named_with_what_would_be_right(target_file: Path, wrong: str, answered: str) -> None:
    assert answered in problem_of(target_file, wrong)


def test_everything_that_is_wrong_is_told_at_once(target_file: Path) -> None:
    problem = problem_of(target_file, ROSTER + "[screens.code]\nfeild = '#x'\nverifie = '#y'")

    assert "code.feild" in problem
    assert "code.verifie" in problem


def test_the_token_comes_from_the_environment_alone(target_file: Path) -> None:
    assert "CONTROL_TOKEN" in problem_of(target_file, HTTP)
    assert "token means nothing" in problem_of(target_file, HTTP + "token = 'abc'", CONTROL_TOKEN="abc")


def test_an_element_of_the_targets_own_may_be_clicked_where_it_comes(target_file: Path) -> None:
    target_file.write_text(
        HTTP + "[own]\nsure = '#sure'\n[actions.code]\nsend = ['code.verify', 'own.sure?']", encoding="utf-8"
    )

    target = load_target(target_file, {"CONTROL_TOKEN": "abc"})

    assert target.selectors == {"own.sure": "#sure"}
    assert target.actions == {"code.send": ("code.verify", "own.sure?")}


def test_a_file_says_only_what_differs_from_the_one_that_it_is_like(target_file: Path) -> None:
    target_file.write_text(HTTP + "[screens.code]\nfield = '#x'\nverify = '#y'", encoding="utf-8")
    like = target_file.with_name("like.toml")
    like.write_text("like = 'portal.toml'\n[control]\nkind = 'roster'\n[screens.code]\nfield = '#z'", encoding="utf-8")

    target = load_target(like)

    assert target.selectors == {"code.field": "#z", "code.verify": "#y"}
    assert (target.name, target.own_school) == ("Another portal", False)


def test_a_class_beside_the_file_sets_the_scene(target_file: Path) -> None:
    target_file.with_name("beside.py").write_text("class Mine:\n    def __init__(self, word): self.word = word\n")
    target_file.write_text(
        BEGINNING + '[control]\nkind = "python"\nclass = "beside:Mine"\noptions = {word = "hello"}', encoding="utf-8"
    )

    assert vars(load_target(target_file).control) == {"word": "hello"}


def test_a_roster_gives_who_is_listed(target_file: Path) -> None:
    listed = (
        "[roster.pupils.Noor]\nhome_code = 'A1'\npassword = 'zon'\n"
        "[roster.teachers.'juf Anna']\nemail='a@b'\npassword='x'"
    )
    target_file.write_text(ROSTER + listed, encoding="utf-8")
    group = NewGroup(
        "Groep 5", (NewTeacher("juf Anna", "new@school.example"),), (NewPupil("Noor", "x", "noor@home.example"),)
    )

    (made,) = load_target(target_file).control.make_school(NewSchool("De Regenboog", (group,))).groups

    assert (made.pupils[0].home_code, made.pupils[0].password, made.teachers[0].email) == ("A1", "zon", "a@b")


def test_a_teacher_of_a_roster_may_log_in_with_any_name(target_file: Path) -> None:
    listed = (
        "[roster.teachers.'juf Anna']\nemail='vulpen'\npassword='x'\n"
        "[roster.teachers.'juf Els']\nemail='els'\npassword='y'"
    )
    target_file.write_text(ROSTER + listed, encoding="utf-8")

    scene = Scene(load_target(target_file).control, {"juf Anna", "juf Els"})

    assert (scene.teacher("juf Anna").email, scene.teacher("juf Els").email) == ("vulpen", "els")


def test_who_is_not_listed_cannot_be_played(target_file: Path) -> None:
    target_file.write_text(ROSTER, encoding="utf-8")
    group = NewGroup("Groep 5", (), (NewPupil("Sem", "x", "sem@home.example"),))

    with pytest.raises(CannotDo, match="no pupil Sem"):
        load_target(target_file).control.make_school(NewSchool("De Regenboog", (group,)))


def test_a_roster_changes_nothing(target_file: Path) -> None:
    target_file.write_text(ROSTER, encoding="utf-8")
    target = load_target(target_file)

    assert not target.own_school
    with pytest.raises(CannotDo):
        target.control.change_secret("Noor")


@pytest.mark.parametrize("kind", ["http", "roster"])
def test_a_new_file_can_be_used_as_it_is(target_file: Path, kind: Kind) -> None:
    target_file.write_text(new_target_file('The "best" portal', ADDRESSES, kind, "en"), encoding="utf-8")

    target = load_target(target_file, {"CONTROL_TOKEN": "abc"})

    assert (target.name, target.language, target.addresses.home) == ('The "best" portal', "en", ADDRESSES["home"])
    assert target.selectors == {}
