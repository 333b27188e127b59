"""What goes wrong with the letters, the mails and the new codes, and with which teachers can reach them."""

from dataclasses import replace
from typing import Any

from flask import render_template, url_for

from proof.defects.breaking import Breaking, Replacement
from proof.defects.registry import defect
from reference_app.rules import home_code
from reference_app.rules.outcomes import LogsInElsewhere, NothingToHandOut
from reference_app.services.code_letters import CodeLetter, Letters
from reference_app.services.people import card
from reference_app.web import login_instructions
from reference_app.web.redirects import see_other
from reference_app.web.teacher import logged_in


@defect(breaks="TEACHER-1")
def two_letters_on_one_page(wrong: Breaking) -> None:
    """To save paper, the letters of a group are printed small, one directly after another."""
    wrong.styles("@media print { .letter:not(:last-child) { break-after: auto; zoom: .45 } .letter { zoom: .45 } }")


@defect(breaks="TEACHER-1")
def letter_runs_over(wrong: Breaking) -> None:
    """A letter is printed as large as it is on a screen, so that its last lines end up on a second page."""
    wrong.styles("@media print { .letter { min-height: 297mm } }")


@defect(breaks="TEACHER-1")
def letter_stops_after_two_steps(wrong: Breaking) -> None:
    """The letter has only the first two of the five steps."""
    all_steps = "steps(letter.pupil, front_address, home_address)"
    wrong.template("teacher/letters.html", all_steps, f"{all_steps}[:2]")


@defect(breaks="TEACHER-1")
def letter_does_not_say_for_whom(wrong: Breaking) -> None:
    """The letter names the group instead of the pupil."""
    name = "{{ letter.pupil.first_name }}{% if letter.last_name %} <small>{{ letter.last_name }}</small>{% endif %}"
    wrong.template("teacher/letters.html", name, "{{ letter.pupil.group }}")


@defect(breaks="TEACHER-1")
def letters_have_each_others_codes(wrong: Breaking) -> None:
    """In the letters of a group, the codes are shifted by one pupil."""

    @wrong.instead_of(wrong.portal.letters, "of_group")
    def of_group(original: Replacement, *which: str) -> Any:
        found = original(*which)
        codes = [letter.home_code for letter in found.letters]
        pairs = zip(found.letters, [*codes[1:], codes[0]], strict=True)
        return replace(found, letters=tuple(replace(letter, home_code=code) for letter, code in pairs))


@defect(breaks="TEACHER-2")
def mail_goes_to_a_classmates_parent(wrong: Breaking) -> None:
    """The code is mailed to the parent of another pupil of the group."""

    @wrong.instead_of(wrong.portal.mails, "claim")
    def claim(original: Replacement) -> Any:
        mail = original()
        if mail is None:
            return None
        with wrong.portal.store.read() as tx:
            pupil = tx.pupil(mail.pupil.id)
            others = [one for one in pupil.group.pupils if one is not pupil] if pupil else []
        return replace(mail, address=others[0].parent_email)


@defect(breaks="TEACHER-2")
def every_parent_is_mailed(wrong: Breaking) -> None:
    """Mailing the code of one pupil mails those of the whole group."""

    @wrong.instead_of(wrong.portal.mails, "to_parent")
    def to_parent(_own: Replacement, teacher_id: str, pupil_id: str, form: Any) -> Any:
        group = next(one for one in wrong.portal.teacher.groups(teacher_id) if one.row(pupil_id))
        return wrong.portal.mails.to_parents(teacher_id, group.id, form)


@defect(breaks="TEACHER-2")
def mail_has_no_code_without_markup(wrong: Breaking) -> None:
    """The plain-text part of the mail has no code in it."""
    wrong.template("mail/code.txt", "{{ home_code }}", "")


@defect(breaks="TEACHER-3")
def codes_are_offered_where_they_are_of_no_use(wrong: Breaking) -> None:
    """The teacher's page offers letters and new codes even if the school does not allow working at home."""
    wrong.template(
        "teacher/group.html", "{% else %}\n{% if replaced %}", "{% endif %}\n{% if true %}\n{% if replaced %}"
    )
    wrong.template("teacher/group.html", "{% if not no_codes %}", "{% if true %}")


@defect(breaks="TEACHER-3")
def mails_are_offered_where_they_are_of_no_use(wrong: Breaking) -> None:
    """If the school does not allow working at home, no letters are offered, but mails still are."""
    form = """<form method="post" action="{{ url_for('code_mails.to_parent', pupil_id=row.pupil.id) }}">{{ token() }}"""
    mail = f"""{{% if no_codes %}}{form}<button>{{{{ _("Mail") }}}}</button></form>{{% endif %}}"""
    link = """<a href="{{ url_for('new_password.page'"""
    wrong.template("teacher/group.html", link, mail + link)


@defect(breaks="TEACHER-3")
def teacher_is_not_told_why(wrong: Breaking) -> None:
    """If there are no codes to hand out, the teacher's page does not say why."""
    notice = '<div class="message alert">{{ drawing("alert.svg") }}<p>{{ no_codes }}</p></div>'
    wrong.template("teacher/group.html", notice, "")


@defect(breaks="TEACHER-3")
def letters_are_to_be_had_beside_the_environment(wrong: Breaking) -> None:
    """The letter of a pupil still opens at its address after the school has moved to a network environment."""

    @wrong.instead_of(wrong.portal.letters, "of_pupil")
    def of_pupil(original: Replacement, teacher_id: str, pupil_id: str) -> Any:
        answer = original(teacher_id, pupil_id)
        if not isinstance(answer, NothingToHandOut) or not isinstance(answer.why, LogsInElsewhere):
            return answer
        return Letters(answer.group, (_letter(wrong, pupil_id),))


@defect(breaks="TEACHER-4")
def new_letter_has_the_old_code(wrong: Breaking) -> None:
    """After a new code was made, the letter still has the old one."""

    @wrong.instead_of(wrong.portal.letters, "of_pupil")
    def of_pupil(original: Replacement, *which: str) -> Any:
        found = original(*which)
        [letter] = found.letters
        locator = letter.home_code[: home_code.LOCATOR_LENGTH]
        old = home_code.derive(wrong.portal.codes.key, locator, 1).printed()
        return replace(found, letters=(replace(letter, home_code=old),))


@defect(breaks="TEACHER-5")
def teachers_reach_all_groups_of_the_school(wrong: Breaking) -> None:
    """A teacher is shown the groups of every teacher of the school."""

    @wrong.instead_of(wrong.portal.teacher, "groups")
    def groups(original: Replacement, teacher_id: str) -> Any:
        with wrong.portal.store.read() as tx:
            staffs = [[teacher.id for teacher in school.teachers] for school in tx.schools()]
        colleagues = next(staff for staff in staffs if teacher_id in staff)
        return list({group.id: group for one in colleagues for group in original(one)}.values())

    @wrong.instead_of(wrong.portal.teacher, "group")
    def group(_own: Replacement, teacher_id: str, group_id: str) -> Any:
        return next((one for one in wrong.portal.teacher.groups(teacher_id) if one.id == group_id), None)


@defect(breaks="TEACHER-5")
def letters_are_open_to_every_teacher(wrong: Breaking) -> None:
    """Any teacher who has the address of a letter is shown it, no matter whose pupil it is for."""

    @wrong.view("code_letters.of_pupil")
    def of_pupil(_own: Replacement, pupil_id: str) -> str:
        logged_in()
        home_address = url_for("home.start", _external=True)
        return render_template(
            "teacher/letters.html",
            group={"id": "0" * 32},
            letters=[_letter(wrong, pupil_id)],
            steps=login_instructions.of,
            front_address=url_for("front.page", _external=True),
            home_address=home_address,
        )


@defect(breaks="TEACHER-5")
def any_teacher_replaces_a_code(wrong: Breaking) -> None:
    """Any teacher, not only the pupil's own, can send the request to replace a code."""

    @wrong.view("code_letters.replace_code")
    def replace_code(_own: Replacement, pupil_id: str) -> Any:
        teacher = logged_in()
        with wrong.portal.store.write() as tx:
            pupil = tx.pupil(pupil_id, lock=True)
            if pupil:
                pupil.code_edition += 1
        own = next((group for group in wrong.portal.teacher.groups(teacher.id) if group.row(pupil_id)), None)
        return see_other("teacher.group", group_id=own.id, replaced=pupil_id) if own else see_other("teacher.groups")


def _letter(wrong: Breaking, pupil_id: str) -> CodeLetter:
    with wrong.pupil(pupil_id) as pupil:
        return CodeLetter(card(pupil), pupil.last_name, wrong.portal.codes.of(pupil).printed())
