"""Codes that belong to nobody are made from a pupil's code."""

from itertools import islice

import pytest

from e2e.contract import CannotDo, Pupil
from e2e.flows.guessing import nobodys_codes

CODE = "ABCDE-FGHJ-KMN2"
MANY = 3000


def pupil(code: str) -> Pupil:
    return Pupil("1", "Noor", code, None, None, None)


def test_they_look_like_a_code_and_keep_no_part_of_it() -> None:
    made = list(islice(nobodys_codes(pupil(CODE)), MANY))
    parts = [CODE.replace("-", "")[place : place + 3] for place in range(11)]

    assert len({*made}) == MANY
    assert {tuple(sorted(code)) for code in made} == {tuple(sorted(CODE))}
    assert {(code[5], code[10]) for code in made} == {("-", "-")}
    assert not [code for code in made if any(code.replace("-", "").find(part) == at for at, part in enumerate(parts))]


@pytest.mark.parametrize("code", ["7777-7777", "7", "1111-1112"])
def test_where_none_can_be_made_up_it_is_said(code: str) -> None:
    with pytest.raises(CannotDo, match="too few different characters"):
        next(nobodys_codes(pupil(code)))
