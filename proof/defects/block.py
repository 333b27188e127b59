"""What goes wrong with the block itself: the hour, what it says, whom it hits, and what slows strangers down."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from proof.defects.breaking import Breaking
from proof.defects.registry import defect
from reference_app import passwords
from reference_app.rules import home_code
from reference_app.rules.lockout import Lockout
from reference_app.rules.outcomes import LockedOut, SignedIn, WrongCode, WrongSecret
from reference_app.rules.policy import DUTCH_TIME
from reference_app.services.rate_limit import Visitor

_MANY = 10**6


@defect(
    breaks="LOCK-5",
    also=dict.fromkeys(
        ("LOCK-1", "LOCK-6", "LOCK-7", "LOCK-9", "LOCK-13", "UNLOCK-2", "SAFE-3"),
        "whether an account is blocked is seen by its right password being refused",
    ),
)
def the_right_password_opens_while_blocked(wrong: Breaking) -> None:
    """The block keeps out only wrong guesses: the right password is checked first and lets the pupil in."""
    _lets_the_right_password_in(wrong, lambda _device_token, _pupil_id: True)


@defect(
    breaks="LOCK-5",
    also=dict.fromkeys(("LOCK-3", "UNLOCK-2"), "whether an account is blocked is seen by its right code being refused"),
)
def the_right_code_is_accepted_while_blocked(wrong: Breaking) -> None:
    """A blocked pupil can still enter the code and have a device remember it."""

    @wrong.instead_of(wrong.portal.home, "enter_code")
    def enter_code(own: Any, typed: str, device_token: str | None, visitor: Visitor) -> Any:
        code = home_code.read(typed)
        with wrong.portal.store.read() as tx:
            named = tx.pupil_by_locator(code.locator) if code else None
        if named is None or code != wrong.portal.codes.of(named):
            return own(typed, device_token, visitor)
        with wrong.pupil(named.id) as pupil:
            pupil.lockout = Lockout()
        answer = own(typed, device_token, visitor)
        with wrong.pupil(named.id) as pupil:
            pupil.lockout = named.lockout
        return answer


@defect(breaks="LOCK-5")
def says_the_time_of_utc(wrong: Breaking) -> None:
    """The page gives the end of the block in UTC, which is one or two hours too early for a Dutch child."""

    def in_utc(until: datetime) -> datetime:
        return until - (until.astimezone(DUTCH_TIME).utcoffset() or timedelta())

    for name in ("enter_code", "sign_in"):

        @wrong.instead_of(wrong.portal.home, name)
        def answered(own: Any, *arguments: Any) -> Any:
            answer = own(*arguments)
            return LockedOut(in_utc(answer.until)) if isinstance(answer, LockedOut) else answer

    @wrong.instead_of(wrong.portal.home, "blocked_until")
    def blocked_until(own: Any, pupil_id: str) -> datetime | None:
        until = own(pupil_id)
        return in_utc(until) if until else None


@defect(breaks="LOCK-5")
def does_not_say_until_when(wrong: Breaking) -> None:
    """The page says that the account is blocked, but not until when."""
    wrong.template("parts.html", "<p>{{ message }}</p>", '<p>{{ message.split(" until ")[0].split(" tot ")[0] }}.</p>')


@defect(breaks="LOCK-6")
def blocks_for_59_minutes(wrong: Breaking) -> None:
    """The block ends a minute before the hour is over."""
    wrong.policy(block_lasts=timedelta(minutes=59))


@defect(
    breaks="LOCK-6",
    also={
        "LOCK-5": "the page gives that wrong time",
        "UNLOCK-4": "and so does the teacher's page",
        "LOCK-10": "the block is still there after the hour",
        "LOCK-12": "so the count does not start at zero then",
    },
)
def the_hour_is_in_the_wrong_time_zone(wrong: Breaking) -> None:
    """The end of the block is reckoned in Dutch time and read as UTC, so that it lasts two hours or three."""
    offset = wrong.portal.now().astimezone(DUTCH_TIME).utcoffset() or timedelta()
    wrong.policy(block_lasts=timedelta(hours=1) + offset)


@defect(
    breaks="LOCK-6",
    also={
        "LOCK-10": "the block is still there after the hour",
        "LOCK-12": "so the count does not start at zero then",
    },
)
def only_a_teacher_ends_the_block(wrong: Breaking) -> None:
    """The page says an hour, but the block stays until a teacher lifts it."""

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(own: Any, device_token: str | None, pupil_id: str, secret: str) -> Any:
        with wrong.pupil(pupil_id) as pupil:
            if pupil.lockout.until and not pupil.lockout.in_force(wrong.portal.now()):
                pupil.lockout = Lockout(pupil.failures, wrong.portal.now() + wrong.portal.policy.block_lasts)
        return own(device_token, pupil_id, secret)


@defect(breaks="LOCK-7")
def the_block_holds_at_school(wrong: Breaking) -> None:
    """A pupil who is blocked at home cannot log in at school either."""

    @wrong.instead_of(wrong.portal.school, "sign_in")
    def sign_in(own: Any, link_key: str, pupil_id: str, secret: str) -> Any:
        blocked = wrong.portal.home.blocked_until(pupil_id)
        return WrongSecret() if blocked else own(link_key, pupil_id, secret)


@defect(breaks="LOCK-7")
def logging_in_at_school_lifts_the_block(wrong: Breaking) -> None:
    """A login at school counts as one at home, and lifts the block of the home account."""

    @wrong.instead_of(wrong.portal.school, "sign_in")
    def sign_in(own: Any, link_key: str, pupil_id: str, secret: str) -> Any:
        answer = own(link_key, pupil_id, secret)
        if isinstance(answer, SignedIn):
            with wrong.pupil(pupil_id) as pupil:
                pupil.lockout = Lockout()
        return answer


@defect(breaks="LOCK-8", also={"UNLOCK-2": "the brother cannot log in, to see what his login does"})
def the_brother_is_blocked_too(wrong: Breaking) -> None:
    """A block applies to every pupil that the device knows."""

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(own: Any, device_token: str | None, pupil_id: str, secret: str) -> Any:
        answer = own(device_token, pupil_id, secret)
        if isinstance(answer, LockedOut):
            for known in wrong.portal.home.pupils(device_token):
                with wrong.pupil(known.id) as pupil:
                    pupil.lockout = Lockout(wrong.portal.policy.failures_allowed, answer.until)
        return answer


@defect(breaks="LOCK-8")
def a_block_closes_the_device_to_codes(wrong: Breaking) -> None:
    """A device on which somebody was blocked accepts nobody else's code until the hour is over."""
    closed: dict[str | None, datetime] = {}

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(own: Any, device_token: str | None, pupil_id: str, secret: str) -> Any:
        answer = own(device_token, pupil_id, secret)
        if isinstance(answer, LockedOut):
            closed[device_token] = answer.until
        return answer

    @wrong.instead_of(wrong.portal.home, "enter_code")
    def enter_code(own: Any, typed: str, device_token: str | None, visitor: Visitor) -> Any:
        until = closed.get(device_token)
        return LockedOut(until) if until and wrong.portal.now() < until else own(typed, device_token, visitor)


@defect(breaks="LOCK-9")
def a_device_that_logged_in_before_gets_in(wrong: Breaking) -> None:
    """The block does not hold on a device where the pupil has logged in before."""
    trusted: set[tuple[str | None, str]] = set()

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(own: Any, device_token: str | None, pupil_id: str, secret: str) -> Any:
        answer = own(device_token, pupil_id, secret)
        if isinstance(answer, SignedIn):
            trusted.add((device_token, pupil_id))
        return answer

    _lets_the_right_password_in(wrong, lambda device_token, pupil_id: (device_token, pupil_id) in trusted)


@defect(breaks="LOCK-9", also={"LOCK-13": "a page that was open when the guesses came is such a page"})
def an_open_page_gets_in_while_blocked(wrong: Breaking) -> None:
    """A page that was open before the block began can still send the right password and log the pupil in."""
    wrong.template(
        "password.html",
        '{% else %}\n  <form method="post" class="entry">',
        '{% elif "blo" not in (message or "") %}\n  <form method="post" class="entry">',
    )
    _lets_the_right_password_in(wrong, lambda _device_token, _pupil_id: True)


@defect(breaks="LOCK-10")
def guessing_makes_the_block_longer(wrong: Breaking) -> None:
    """Each password that is tried during a block starts the hour again."""

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(own: Any, device_token: str | None, pupil_id: str, secret: str) -> Any:
        with wrong.pupil(pupil_id) as pupil:
            now = wrong.portal.now()
            if pupil.lockout.in_force(now):
                pupil.lockout = pupil.lockout.after_failure(wrong.portal.policy, now)
        return own(device_token, pupil_id, secret)


@defect(breaks="LOCK-10")
def a_wrong_code_makes_the_block_longer(wrong: Breaking) -> None:
    """A wrong code that is entered during a block starts the hour again."""

    @wrong.instead_of(wrong.portal.home, "enter_code")
    def enter_code(own: Any, typed: str, device_token: str | None, visitor: Visitor) -> Any:
        now, code = wrong.portal.now(), home_code.read(typed)
        if code:
            with wrong.portal.store.write() as tx:
                pupil = tx.pupil_by_locator(code.locator, lock=True)
                if pupil and code != wrong.portal.codes.of(pupil) and pupil.lockout.in_force(now):
                    pupil.lockout = pupil.lockout.after_failure(wrong.portal.policy, now)
        return own(typed, device_token, visitor)


@defect(breaks="LOCK-14")
def strangers_are_not_slowed_down(wrong: Breaking) -> None:
    """Codes that belong to nobody can be tried as fast as they can be sent."""
    wrong.policy(failures_free=_MANY, failures_free_per_address=_MANY)


@defect(breaks="LOCK-14")
def clearing_the_cookies_ends_the_wait(wrong: Breaking) -> None:
    """Only the browser is slowed down, not the address that it comes from."""
    wrong.policy(failures_free_per_address=_MANY)


@defect(breaks="LOCK-14")
def nobodys_code_counts_for_who_is_known_here(wrong: Breaking) -> None:
    """A code that belongs to nobody counts as a failure of every pupil that the device knows."""

    @wrong.instead_of(wrong.portal.home, "enter_code")
    def enter_code(own: Any, typed: str, device_token: str | None, visitor: Visitor) -> Any:
        answer, code = own(typed, device_token, visitor), home_code.read(typed)
        with wrong.portal.store.read() as tx:
            named = tx.pupil_by_locator(code.locator) if code else None
        if answer == WrongCode() and named is None:
            for known in wrong.portal.home.pupils(device_token):
                with wrong.pupil(known.id) as pupil:
                    pupil.lockout = pupil.lockout.after_failure(wrong.portal.policy, wrong.portal.now())
        return answer


def _lets_the_right_password_in(wrong: Breaking, where: Callable[[str | None, str], bool]) -> None:
    """Let the right password in during a block, for the devices and pupils that `where` accepts."""

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(own: Any, device_token: str | None, pupil_id: str, secret: str) -> Any:
        answer = own(device_token, pupil_id, secret)
        if not isinstance(answer, LockedOut) or not where(device_token, pupil_id):
            return answer
        with wrong.pupil(pupil_id) as pupil:
            right = passwords.matches(pupil.secret_hash, secret)
        return wrong.lets_in(pupil_id) if right else answer
