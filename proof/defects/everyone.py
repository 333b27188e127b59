"""What shuts out people who see badly or not at all, or who have only a keyboard, a small screen or no JavaScript."""

from proof.defects.breaking import Breaking
from proof.defects.registry import defect

_WOKEN_BY_A_SCRIPT = """addEventListener('click', event => {
    const button = event.target.closest('button[type=button]');
    if (button) button.type = 'submit';
})"""


@defect(breaks="A11Y-1")
def page_does_not_say_its_language(wrong: Breaking) -> None:
    """The pages do not say in which language they are to be read out."""
    wrong.template("layout.html", '<html lang="{{ locale() }}">', "<html>")


@defect(breaks="A11Y-1")
def warning_is_pale(wrong: Breaking) -> None:
    """Warnings are orange on yellow, and hard to read."""
    wrong.styles(".message.alert { color: #e0a030 }")


@defect(breaks="A11Y-1")
def groups_at_school_are_pale(wrong: Breaking) -> None:
    """The groups of a school are light grey on white."""
    wrong.styles(".door { color: #bbb }")


@defect(breaks="A11Y-1")
def teachers_reason_has_no_label(wrong: Breaking) -> None:
    """Before making a new code a teacher can say why, in a field that does not say what it is for."""
    wrong.template("teacher/new_code.html", "{{ token() }}", '{{ token() }}<input name="why">')


@defect(breaks="A11Y-2")
def verifying_needs_a_mouse(wrong: Breaking) -> None:
    """The button that sends the code cannot be reached with the keyboard."""
    wrong.template("home/code.html", '<button class="go">', '<button class="go" tabindex="-1">')


@defect(breaks="A11Y-2")
def logging_out_needs_a_mouse(wrong: Breaking) -> None:
    """The button that logs out cannot be reached with the keyboard."""
    wrong.template("layout.html", '<button class="quiet">', '<button class="quiet" tabindex="-1">')


@defect(breaks="A11Y-2")
def focus_is_not_seen(wrong: Breaking) -> None:
    """It cannot be seen where the focus is."""
    wrong.styles(":focus-visible { outline: none; box-shadow: none }")


@defect(breaks="A11Y-2")
def password_pictures_need_a_mouse(wrong: Breaking) -> None:
    """The password pictures cannot be reached with the keyboard."""
    wrong.template("password.html", '<button name="secret"', '<button tabindex="-1" name="secret"')


@defect(breaks="A11Y-3")
def picture_is_called_by_its_file(wrong: Breaking) -> None:
    """The picture on the front page is read out as its file name."""
    told = "{{ _('Children at home at the table, with a tablet and a laptop') }}"
    wrong.template("front.html", told, "pupils.svg")


@defect(breaks="A11Y-3")
def pictures_differ_by_colour(wrong: Breaking) -> None:
    """Among the password pictures are two kites, one red and one blue."""
    picture = '<button name="secret" value="kite"><img src="{{ static_url(\'pictures/password/kite.svg\') }}"'
    red, blue = (f'{picture} alt="{colour} vlieger" class="picture"></button>' for colour in ("rode", "blauwe"))
    wrong.template("password.html", "{% endfor %}\n    </div>", f"{{% endfor %}}\n    {red}{blue}</div>")


@defect(breaks="A11Y-4")
def cards_are_wide(wrong: Breaking) -> None:
    """A card is as wide as it is on a tablet, whatever the size of the screen."""
    wrong.styles(".card { min-width: 30rem }")


@defect(breaks="A11Y-4")
def buttons_cut_their_text(wrong: Breaking) -> None:
    """The green buttons have a fixed height and a single line, and text that does not fit is cut off."""
    wrong.styles(".go { height: 4rem; max-width: 12rem; white-space: nowrap; overflow: hidden }")


@defect(breaks="A11Y-4")
def password_pictures_keep_their_size(wrong: Breaking) -> None:
    """Five password pictures stand side by side, whatever the size of the screen."""
    wrong.styles(".choices { grid-template-columns: repeat(5, 7rem) }")


@defect(breaks="A11Y-4")
def teachers_table_is_wide(wrong: Breaking) -> None:
    """The teacher's table only fits a large screen."""
    wrong.styles(".home-accounts { min-width: 48rem }")


@defect(breaks="A11Y-5")
def code_is_sent_by_a_script(wrong: Breaking) -> None:
    """The button that sends the code works only by a script."""
    wrong.script(_WOKEN_BY_A_SCRIPT)
    wrong.template("home/code.html", '<button class="go">', '<button class="go" type="button">')


@defect(breaks="A11Y-5")
def password_pictures_are_sent_by_a_script(wrong: Breaking) -> None:
    """The password pictures work only by a script."""
    wrong.script(_WOKEN_BY_A_SCRIPT)
    wrong.template("password.html", '<button name="secret"', '<button type="button" name="secret"')
