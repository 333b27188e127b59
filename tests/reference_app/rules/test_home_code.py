"""The home code: how it is read as typed, how it is made, and that forty bits of it are secret."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reference_app.rules.home_code import ALPHABET, HomeCode, derive, new_locator, read

KEY = b"a key"
CODE = HomeCode("01AB9", "1CDE0FGH")
MANY = [derive(KEY, "ABCDE", edition).secret for edition in range(1000)]

codes = st.builds(HomeCode, st.text(ALPHABET, min_size=5, max_size=5), st.text(ALPHABET, min_size=8, max_size=8))
nearly_codes = st.text(f"{ALPHABET}OILUoilu- ßıſﬆŉ٣५５\uff21²①ⅧÉ\u0130\u200b\ud800\0", min_size=10, max_size=20)


def characters(code: HomeCode | None) -> str:
    return code.locator + code.secret if code else ""


# Reading what a child typed


def test_a_code_is_printed_in_three_parts() -> None:
    assert CODE.printed() == "01AB9-1CDE-0FGH"


@given(code=codes)
def test_what_was_printed_is_read_back(code: HomeCode) -> None:
    assert read(code.printed()) == code


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("01ab9-1cde-0fgh", id="small letters"),
        pytest.param("01AB91CDE0FGH", id="no dashes"),
        pytest.param("01AB9 1CDE 0FGH", id="spaces for dashes"),
        pytest.param("  01AB9-1CDE-0FGH\r\n", id="pasted with what stands around it"),
        pytest.param("01-AB-91-CD-E0-FG-H", id="dashes elsewhere"),
        pytest.param("01AB9\u20131CDE\u20130FGH", id="long dashes"),
        pytest.param("01AB9\u00a01CDE\u200b0FGH", id="spaces that word processors put"),
        pytest.param("O1AB9-1CDE-OFGH", id="O for 0"),
        pytest.param("o1AB9-1CDE-oFGH", id="o for 0"),
        pytest.param("0IAB9-ICDE-0FGH", id="I for 1"),
        pytest.param("0iAB9-iCDE-0FGH", id="i for 1"),
        pytest.param("0LAB9-LCDE-0FGH", id="L for 1"),
        pytest.param("0lAB9-lCDE-0FGH", id="l for 1"),
    ],
)
def test_how_a_code_is_typed_does_no_harm(typed: str) -> None:
    assert read(typed) == CODE


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="nothing"),
        pytest.param(" - - ", id="no letters or digits"),
        pytest.param("01AB9-1CDE-0FG", id="one short"),
        pytest.param("01AB9-1CDE-0FGHJ", id="one long"),
        pytest.param("01AB9-1CDE-0FGH" * 1000, id="very long"),
        pytest.param("U1AB9-1CDE-0FGH", id="the letter that no code has"),
        pytest.param("É1AB9-1CDE-0FGH", id="an accent"),
        pytest.param("\u0660\u0661AB9-1CDE-0FGH", id="Arabic digits"),
        pytest.param("\u0966१AB9-1CDE-0FGH", id="Devanagari digits"),
        pytest.param("\uff101AB9-1CDE-0FGH", id="a full-width digit"),
        pytest.param("01\uff21B9-1CDE-0FGH", id="a full-width letter"),
        pytest.param("01\u0410B9-1CDE-0FGH", id="a Cyrillic A"),
        pytest.param("0²AB9-1CDE-0FGH", id="a digit above the line"),
        pytest.param("ß1AB9-1CDE-0FGH", id="a letter that is two when it is big"),
        pytest.param("01AB9-1CDE-0FG\ud800", id="half a character"),
    ],
)
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert read(typed) is None


@given(typed=st.text() | nearly_codes)
@example(typed="ß" * 13)
@example(typed="ﬆ" * 13)
@example(typed="\u0130" * 13)
def test_whatever_is_typed_is_read_as_the_alphabet_of_codes_or_as_nothing(typed: str) -> None:
    assert set(characters(read(typed))) <= set(ALPHABET)


@given(typed=st.text() | nearly_codes)
def test_whatever_is_typed_is_read_as_thirteen_characters_or_as_nothing(typed: str) -> None:
    assert len(characters(read(typed))) in {0, 13}


@given(code=codes, places=st.sets(st.integers(0, 12)))
def test_small_letters_anywhere_do_no_harm(code: HomeCode, places: set[int]) -> None:
    typed = [letter.lower() if place in places else letter for place, letter in enumerate(characters(code))]

    assert read("".join(typed)) == code


# Making a code


def test_letters_that_were_printed_stay_valid() -> None:
    assert derive(KEY, "ABCDE", 1).printed() == "ABCDE-QGQZ-6ZZ6"


def test_another_key_gives_another_secret() -> None:
    assert derive(b"another key", "ABCDE", 1).secret != derive(KEY, "ABCDE", 1).secret


def test_another_locator_gives_another_secret() -> None:
    assert derive(KEY, "ABCDF", 1).secret != derive(KEY, "ABCDE", 1).secret


def test_another_edition_gives_another_secret() -> None:
    assert derive(KEY, "ABCDE", 2).secret != derive(KEY, "ABCDE", 1).secret


def test_another_edition_keeps_the_locator() -> None:
    assert derive(KEY, "ABCDE", 2).locator == "ABCDE"


@pytest.mark.parametrize("place", range(8))
def test_each_character_of_the_secret_carries_five_bits(place: int) -> None:
    assert {secret[place] for secret in MANY} == set(ALPHABET)


@pytest.mark.parametrize(("one", "other"), [(one, other) for one in range(8) for other in range(one)])
def test_no_character_of_the_secret_follows_from_another(one: int, other: int) -> None:
    """A thousand draws find about 640 of the 1024 pairs; if one character copied another, they would find 32."""
    assert len({(secret[one], secret[other]) for secret in MANY}) > 500


def test_secrets_do_not_repeat() -> None:
    assert len(set(MANY)) == len(MANY)


def test_a_locator_is_five_characters_of_the_alphabet() -> None:
    assert re.fullmatch(f"[{ALPHABET}]{{5}}", new_locator())


def test_locators_are_drawn_at_random() -> None:
    assert len({new_locator() for _ in range(100)}) > 95


def test_the_alphabet_has_no_look_alikes() -> None:
    assert set("OIL").isdisjoint(ALPHABET)


@given(code=codes)
def test_a_secret_is_the_same_as_itself(code: HomeCode) -> None:
    assert code.same_secret(HomeCode("00000", code.secret))


@pytest.mark.parametrize("secret", ["1CDE0FGJ", "0CDE0FGH", "1CDE0FG", ""])
def test_a_secret_is_not_the_same_as_another(secret: str) -> None:
    assert not CODE.same_secret(HomeCode(CODE.locator, secret))
