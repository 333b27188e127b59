"""Reading a class list, a CSV file as docs/school-data.md describes it. All that is wrong with it is told, by line.

Pure: which of these people the portal knows already is for `enrolment` to find out.
"""

import csv
import re
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import StringIO

from reference_app.rules.pictures import PASSWORD_PICTURES

COLUMNS = ("group", "role", "first_name", "last_name", "email", "password", "picture")
A_NEW_PICTURE = "new"
"""In the column `picture`: one that the portal picks."""

_DEMANDED = ("group", "role", "first_name")
_LONGEST_CELL = 128
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")


@dataclass(frozen=True)
class Fault:
    line: int
    what: str


@dataclass(frozen=True)
class Row:
    """A line of a list. A cell that is empty or left out is ""; a picture goes by its drawing's name."""

    line: int
    group: str
    role: str
    first_name: str
    last_name: str
    email: str
    password: str
    picture: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def teaches(self) -> bool:
        return self.role == "teacher"

    @property
    def secret(self) -> str | None:
        """The password or the picture, where the list gives one."""
        return self.password or (self.picture if self.picture != A_NEW_PICTURE else "") or None

    def with_secret(self, secret: str) -> "Row":
        return replace(self, picture=secret) if self.picture else replace(self, password=secret)


@dataclass(frozen=True)
class ClassList:
    """`rows` are all the lines with somebody on them, also those with a fault; the rest is how the file is written."""

    rows: tuple[Row, ...] = ()
    faults: tuple[Fault, ...] = ()
    delimiter: str = ","
    encoding: str = "utf-8"


def read(data: bytes, pictures: Mapping[str, str]) -> ClassList:
    """`pictures` has the drawing's name by each name that a list may use for it, in small letters."""
    try:
        text = unicodedata.normalize("NFC", data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _only(line, "this is not UTF-8; in Excel, save the list as “CSV UTF-8”")
    delimiter = max(",;", key=text.lstrip().partition("\n")[0].count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in map(_without_empty_end, reader) if cells]
    except csv.Error as error:
        return _only(reader.line_num, f"the quotation marks are not right ({error})")
    if not lines:
        return _only(1, "the file is empty")
    (first, header), *body = lines
    columns = [name.casefold() for name in header]
    faults = [Fault(first, what) for what in _faults_of_columns(columns)]
    if not body:
        faults.append(Fault(first, "there is nobody on the list, only the names of the columns"))
    if not set(_DEMANDED) <= set(columns):
        return ClassList(faults=tuple(faults))
    for line, cells in body:
        if len(cells) > len(columns):
            faults.append(Fault(line, f"there are {len(cells)} cells and only {len(columns)} columns"))
    rows = tuple(_row(line, dict(zip(columns, cells, strict=False)), pictures) for line, cells in body)
    faults += [Fault(row.line, what) for row in rows for what in _faults_of(row)]
    encoding = "utf-8-sig" if data.startswith(BOM_UTF8) else "utf-8"
    return ClassList(rows, (*faults, *_faults_between(rows)), delimiter, encoding)


def same(text: str) -> str:
    """For telling names apart as a person does, who does not look at capitals."""
    return unicodedata.normalize("NFC", " ".join(text.split())).casefold()


def _only(line: int, what: str) -> ClassList:
    return ClassList(faults=(Fault(line, what),))


def _without_empty_end(cells: Sequence[str]) -> list[str]:
    """Excel ends lines, and whole lists, with empty cells."""
    stripped = [cell.strip() for cell in cells]
    while stripped and not stripped[-1]:
        stripped.pop()
    return stripped


def _row(line: int, written: Mapping[str, str], pictures: Mapping[str, str]) -> Row:
    cells = {column: " ".join(written.get(column, "").split()) for column in COLUMNS}
    cells |= {
        "role": cells["role"].casefold(),
        "email": cells["email"].lower(),
        "password": written.get("password", ""),
        "picture": pictures.get(cells["picture"].casefold(), cells["picture"]),
    }
    return Row(line, **cells)


def _faults_of_columns(columns: Sequence[str]) -> Iterator[str]:
    for name in dict.fromkeys(columns):
        if name not in COLUMNS:
            yield f"unknown column {name!r}; the columns are {', '.join(COLUMNS)}"
        if columns.count(name) > 1:
            yield f"the column {name} is there twice"
    for name in _DEMANDED:
        if name not in columns:
            yield f"the column {name} is missing"


def _faults_of(row: Row) -> Iterator[str]:
    told = (
        (not row.group, "the group is missing"),
        (row.role not in {"pupil", "teacher"}, f"unknown role {row.role!r}; write pupil or teacher"),
        (not row.first_name, "the first name is empty"),
        (row.email and not _EMAIL.fullmatch(row.email), f"{row.email!r} is no e-mail address"),
        (row.teaches and not row.email, "a teacher needs an e-mail address to log in with"),
        (row.teaches and row.picture, "a teacher has no password picture"),
        (row.password and row.picture, "a password and a password picture; leave one of them empty"),
        (
            row.picture not in {"", A_NEW_PICTURE, *PASSWORD_PICTURES},
            f"there is no picture {row.picture!r}; docs/school-data.md has their names",
        ),
    )
    yield from (what for wrong, what in told if wrong)
    for column in COLUMNS:
        cell = getattr(row, column)
        if len(cell) > _LONGEST_CELL:
            yield f"{column} is longer than {_LONGEST_CELL} characters"
        if not cell.isprintable():
            yield f"{column} has a character in it that cannot be seen"


def _faults_between(rows: Sequence[Row]) -> Iterator[Fault]:
    """Somebody who is on the list twice; a teacher may be, once per group and each time the same."""
    places: dict[tuple[str, ...], Row] = {}
    teachers: dict[str, Row] = {}
    for row in rows:
        who = (row.email,) if row.teaches else (same(row.first_name), same(row.last_name))
        before = places.setdefault((row.role, same(row.group), *who), row)
        if all(who[:1]) and before is not row:
            yield Fault(row.line, f"{row.name} is in {row.group} on line {before.line} already")
        known = teachers.setdefault(row.email, row) if row.teaches else row
        if row.email and (known.name, known.password) != (row.name, row.password):
            yield Fault(row.line, f"{row.email} has another name or password on line {known.line}")
