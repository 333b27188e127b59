from pathlib import Path

import pytest

from e2e.model.clauses import (
    Catalogue,
    CatalogueError,
    Chapter,
    Clause,
    Sentence,
    Suite,
    Words,
    load_clauses,
    parse,
)

ONE_CLAUSE = """
[[guide]]
id = "G16"
nl = "Voer je 10 keer een foute code in …"
en = "If you enter a wrong code 10 times …"

[[suites]]
id = "siblings"
title = "Brothers and sisters on one device"

[[chapters]]
id = "the-block"
title = "The block"

[[chapters.clauses]]
id = "LOCK-1"
level = "must"
nl = "Het tiende foute wachtwoord blokkeert het thuis account."
en = "The tenth wrong password blocks the home account."
guide = ["G16"]
"""


def test_the_catalogue_is_read_as_values() -> None:
    sentence = Sentence("G16", Words("Voer je 10 keer een foute code in …", "If you enter a wrong code 10 times …"))
    demand = Words(
        "Het tiende foute wachtwoord blokkeert het thuis account.", "The tenth wrong password blocks the home account."
    )
    chapter = Chapter("the-block", "The block", (Clause("LOCK-1", "must", demand, (sentence,)),))
    suite = Suite("siblings", "Brothers and sisters on one device")
    assert parse(ONE_CLAUSE) == Catalogue((chapter,), (suite,), (sentence,))


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ('level = "must"', 'level = "may"', "clause LOCK-1: level: should be 'must' or 'should'"),
        ('["G16"]', '["G17"]', "clause LOCK-1: no guide sentence 'G17'; did you mean G16?"),
        ('["G16"]', '"G16"', "clause LOCK-1: guide: should be a valid list"),
        ('["G16"]', "[16]", "clause LOCK-1: guide.0: should be a valid string"),
        ('["G16"]', "[]", "clause LOCK-1: a must names the guide sentence that it comes from"),
        ('id = "LOCK-1"', 'id = "LOCK.1"', "clause LOCK.1: id: write capitals, a dash and a number, such as LOCK-1"),
        ('id = "LOCK-1"\n', "", "clause number 1 of chapter the-block: id is missing"),
        ("guide = [", "giude = [", "clause LOCK-1: giude means nothing; did you mean guide?"),
        ('nl = "Het', 'nl = ""\n# "Het', "clause LOCK-1: nl: write a text that is not empty"),
        ('nl = "Voer', '# nl = "Voer', "guide sentence G16: nl is missing"),
        ('title = "The block"', 'title = ""', "chapter the-block: title: write a text that is not empty"),
        (
            'title = "Brothers',
            'titel = "Brothers',
            "suite siblings: title is missing; suite siblings: titel means nothing;",
        ),
        ("[[suites]]", "[[suite]]", "the catalogue: suite means nothing; did you mean suites?"),
        ("[[chapters]]", "[chapters]", "the catalogue: chapters is one table; write a list of tables, [[chapters]]"),
    ],
)
def test_a_mistake_in_the_catalogue_is_named_in_one_line(right: str, wrong: str, message: str) -> None:
    with pytest.raises(CatalogueError) as refused:
        parse(ONE_CLAUSE.replace(right, wrong))
    [line] = str(refused.value).splitlines()
    assert line.startswith(message)


def test_what_is_no_table_is_named_by_its_number() -> None:
    with pytest.raises(CatalogueError, match=r"^clause number 1 of chapter the-block: is not a table$"):
        parse('[[chapters]]\nid = "the-block"\ntitle = "The block"\nclauses = [7]')


def test_a_should_names_where_it_comes_from_too() -> None:
    silent = ONE_CLAUSE.replace('"must"', '"should"').replace('guide = ["G16"]', "")
    with pytest.raises(CatalogueError, match=r"^clause LOCK-1: a should names the guide sentence or the standard that"):
        parse(silent)


def test_a_clause_cannot_be_there_twice() -> None:
    twice = ONE_CLAUSE + ONE_CLAUSE[ONE_CLAUSE.index("[[chapters.clauses]]") :]
    with pytest.raises(CatalogueError, match=r"^clause LOCK-1: the id is used twice$"):
        parse(twice)


def test_a_text_that_is_no_toml_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "clauses.toml").write_text("[[chapters")
    with pytest.raises(CatalogueError, match=r"clauses\.toml: not TOML: "):
        load_clauses(tmp_path / "clauses.toml")


def test_a_catalogue_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"clauses\.toml: no such file"):
        load_clauses(tmp_path / "clauses.toml")


def test_a_chapter_and_a_suite_may_share_a_marker() -> None:
    shared = parse(ONE_CLAUSE.replace('id = "siblings"', 'id = "the-block"'))
    assert shared.markers().keys() == {"LOCK-1", "the-block"}


def test_the_suites_own_catalogue_has_all_clauses(pytestconfig: pytest.Config) -> None:
    catalogue = load_clauses(pytestconfig.rootpath / "scenarios" / "clauses.toml")
    counted = {chapter.id: len(chapter.clauses) for chapter in catalogue.chapters}
    assert counted == {
        "getting-there": 5,
        "the-code": 7,
        "name-and-password": 9,
        "coming-back": 8,
        "brothers-and-sisters": 6,
        "the-block": 18,
        "the-teacher": 5,
        "safe-and-for-everyone": 12,
    }
