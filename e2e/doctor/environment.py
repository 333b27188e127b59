"""Checks that an environment works here: the proxy is reached, the authority trusted, the browser set as asked."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Page, sync_playwright

from e2e.browser.finding import FoundBrowser, Wanted, find
from e2e.browser.machine import this_machine
from e2e.contract import CannotDo, Target
from e2e.doctor.finding import Finding, Say, right, told, wrong
from e2e.environments.browser_policy import under, with_probe
from e2e.environments.certificates import trusts
from e2e.environments.line import slow_down
from e2e.environments.profile import Environment, Proxy
from e2e.environments.proxy import ProxyError
from e2e.environments.route import Route, route_to_portal
from e2e.flows import login
from e2e.model.compatibility import WITHOUT_TOUCH
from e2e.model.launch_args import merged_launch_args
from e2e.targets.changed import Changed
from e2e.targets.chosen import chosen, described

_MILLISECONDS_TO_ANSWER = 15_000
_NO_SUCH_HOST = "NS_ERROR_UNKNOWN_HOST"
_AS_THE_PAGE_SEES_IT = """() => ({
    language: navigator.language,
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    viewport: [innerWidth, innerHeight],
    touch: navigator.maxTouchPoints > 0,
    pixels: devicePixelRatio,
    user_agent: navigator.userAgent,
})"""


def examine(name: str, environment: Environment, target_name: str, browser_name: str, say: Say) -> int:
    """Check everything, from the browser to the portal; returns an exit code. Raises NoBrowserError."""
    changed = Changed(environment.browser.language, tls=environment.proxy is not None)
    with chosen(described(target_name, Path.cwd()), changed) as target:
        findings = _findings(environment, target, browser_name, say)
        other = "" if browser_name == "chromium" else f" --browser {browser_name}"
        return told(f"{name}: {environment.sentence}", findings, f"python -m e2e environments {name}{other}", say)


def _findings(environment: Environment, target: Target, browser_name: str, say: Say) -> Iterator[Finding]:
    found = find(Wanted(browser_name), this_machine())
    yield right("the browser", str(found))
    with tempfile.TemporaryDirectory() as folder:
        try:
            with route_to_portal(environment.proxy, target, Path(folder), say) as route:
                if environment.proxy and route.server:
                    yield right(f"the proxy {route.server}", "reached")
                    yield _of_certificate(environment.proxy, route.server, target)
                yield from _of_browser(environment, target, found, route)
        except ProxyError as error:
            yield wrong("the proxy", str(error))


def _of_certificate(through: Proxy, server: str, target: Target) -> Finding:
    home = target.addresses.home
    if not home.startswith("https:"):
        return right("the certificate", "none, as the portal is not behind TLS")
    if trusts(home, server, target.certificate_authority):
        return right("the certificate", "the portal's own")
    if through.behaviours:
        return right("the certificate", "the proxy's, as [proxy.behaviours] says")
    if not through.authority:
        mend = 'Write in [proxy]: authority = "FILE.pem", the certificate that the proxy signs with where it opens TLS'
        return wrong("the certificate", "not the portal's, and not signed by any authority that is known here", mend)
    if trusts(home, server, through.authority):
        return right("the certificate", f"the proxy's, signed by {through.authority}")
    mend = "authority has to be the certificate that the proxy signs with; whoever runs the proxy has it"
    return wrong("the certificate", f"not the portal's, and not signed by {through.authority}", mend)


def _of_browser(environment: Environment, target: Target, found: FoundBrowser, route: Route) -> Iterator[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        try:
            managed, blocked = _managed(environment, found, Path(folder))
        except CannotDo as error:
            yield wrong("[browser] policy", str(error), "Play it with --browser firefox")
            return
        with _browser(environment, found, route, managed) as started:
            if isinstance(started, Finding):
                yield started
            else:
                yield from _of_started(environment, target, started, route, blocked)


def _managed(environment: Environment, found: FoundBrowser, folder: Path) -> tuple[dict[str, str], str]:
    """The arguments that start the browser under its policy, and an address that the policy then blocks."""
    if environment.browser.policy is None:
        return {}, ""
    policies, blocked = with_probe(environment.browser.policy)
    return {"executable_path": str(under(policies, found, folder))}, blocked


def _of_started(
    environment: Environment, target: Target, browser: Browser, route: Route, blocked: str
) -> Iterator[Finding]:
    options = {"locale": login.LOCALES[target.language]} | route.context_args() | environment.context_args()
    try:
        page = browser.new_context(**options).new_page()
    except Error as error:
        yield wrong(
            "the browser's settings",
            _first_line(error),
            "Does this browser have such a setting, and is it spelt as the browser spells it?",
        )
        return
    if blocked:
        yield _of_policy(page, blocked)
    try:
        slow_down(environment.line, page)
    except CannotDo as error:
        yield wrong("[line]", str(error), "Leave it out, or play it with --browser chromium")
    yield from _of_page(environment, target, page, browser.browser_type.name)


def _of_policy(page: Page, blocked: str) -> Finding:
    """The host does not exist, so a browser that reports an unknown host has tried to reach it despite the policy."""
    try:
        page.goto(blocked, timeout=_MILLISECONDS_TO_ANSWER)
    except Error as error:
        if _NO_SUCH_HOST in str(error):
            return wrong("[browser] policy", f"not in force ({_first_line(error)})")
    return right("[browser] policy", "in force")


@contextmanager
def _browser(
    environment: Environment, found: FoundBrowser, route: Route, managed: dict[str, str]
) -> Iterator[Browser | Finding]:
    with sync_playwright() as playwright:
        launch = merged_launch_args(
            found.launch_args(), environment.launch_args(found.name), route.launch_args(found.name), managed
        )
        try:
            browser = getattr(playwright, found.name).launch(**launch)
        except Error as error:
            mend = "Are the switches and preferences of [browser] those of this browser?"
            yield wrong("the browser starts", _first_line(error), mend)
            return
        yield browser
        browser.close()


def _of_page(environment: Environment, target: Target, page: Page, browser: str) -> Iterator[Finding]:
    home = target.addresses.home
    try:
        answer = page.goto(home, timeout=_MILLISECONDS_TO_ANSWER)
    except Error as error:
        yield wrong(f"the portal, {home}", _first_line(error))
        return
    status = answer.status if answer else 0
    yield (right if answer and answer.ok else wrong)(f"the portal, {home}", f"answers {status}")
    seen = page.evaluate(_AS_THE_PAGE_SEES_IT) if environment.browser.javascript else {}
    sent = answer.request.all_headers() if answer else {}
    seen |= {f"the header {name}": sent.get(name.lower(), "not sent") for name in environment.browser.headers}
    for setting, wanted in _wanted(environment, target).items():
        if setting == "touch" and browser in WITHOUT_TOUCH:
            yield right("touch", "left out, as this browser cannot be given a touch screen; a run does without it")
        elif setting in seen:
            same = seen[setting] == wanted
            mend = "This browser may have no such setting; leave it out, or play it in another"
            yield right(setting, str(wanted)) if same else wrong(setting, f"{seen[setting]}, not {wanted}", mend)


def _wanted(environment: Environment, target: Target) -> Mapping[str, Any]:
    device, browser = environment.device, environment.browser
    asked = {
        "language": login.LOCALES[target.language],
        "time_zone": browser.time_zone,
        "viewport": [*device.viewport] if device.viewport else None,
        "touch": device.touch or None,
        "pixels": device.pixels if device.pixels != 1 else None,
        "user_agent": browser.user_agent,
        **{f"the header {name}": value for name, value in browser.headers.items()},
    }
    return {setting: wanted for setting, wanted in asked.items() if wanted is not None}


def _first_line(error: Error) -> str:
    return str(error).partition("\n")[0]
