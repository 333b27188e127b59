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
    tags_in,
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
        ('level = "must"', 'level = "may"', "clause LOCK-1: unknown level 'may'; use 'must' or 'should'"),
        ('["G16"]', '["G19"]', "clause LOCK-1: unknown guide sentence 'G19'; [[guide]] has G16"),
        ('["G16"]', '"G16"', 'clause LOCK-1: guide must be a list of sentences, such as ["G9"]'),
        ('["G16"]', "[]", "clause LOCK-1: a must names the guide sentence that it comes from"),
        ('id = "LOCK-1"', 'id = "LOCK.1"', "clause LOCK.1: an id is capitals, a dash and a number, such as LOCK-1"),
        ('en = "The', 'ne = "The', "clause LOCK-1: unknown key 'ne'; use en, guide, id, level, nl, standard"),
        ('nl = "Het', 'nl = ""\n# "Het', "clause LOCK-1: nl is missing or no text"),
        ('nl = "Voer', '# nl = "Voer', "guide sentence G16: nl is missing or no text"),
        ('title = "The block"', 'title = ""', "chapter the-block: title is missing or no text"),
        ("[[chapters]]", "[chapters]", "the catalogue: chapters must be a list of tables, [[chapters]]"),
    ],
)
def test_a_mistake_in_the_catalogue_is_named_in_one_line(right: str, wrong: str, message: str) -> None:
    with pytest.raises(CatalogueError) as refused:
        parse(ONE_CLAUSE.replace(right, wrong))
    assert str(refused.value) == message


def test_a_should_names_where_it_comes_from_too() -> None:
    silent = ONE_CLAUSE.replace('"must"', '"should"').replace('guide = ["G16"]', "")
    with pytest.raises(CatalogueError, match=r"^clause LOCK-1: a should names the guide sentence or the standard that"):
        parse(silent)


def test_a_clause_cannot_be_there_twice() -> None:
    twice = ONE_CLAUSE + ONE_CLAUSE[ONE_CLAUSE.index("[[chapters.clauses]]") :]
    with pytest.raises(CatalogueError, match=r"^clause LOCK-1: the id is there twice$"):
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


def test_tags_are_found_in_all_features_and_only_in_lines_of_tags(tmp_path: Path) -> None:
    (tmp_path / "one.feature").write_text("@siblings\nFeature: mail to a@LOCK-9\n\n  @LOCK-1 @needs-clock\n")
    (tmp_path / "two.feature").write_text("@LOCK-2\nFeature: two\n")
    assert tags_in(tmp_path) == {"siblings", "LOCK-1", "needs-clock", "LOCK-2"}


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
