"""A managed Firefox: the policy of a file is in force in the browser that the run starts, and nowhere else."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Error, sync_playwright

from e2e.browser.finding import FoundBrowser, NoBrowserError, Wanted, find
from e2e.browser.machine import this_machine
from e2e.contract import CannotDo
from e2e.environments.browser_policy import PolicyError, policies_in, under, with_probe

BLOCKING = {"WebsiteFilter": {"Block": ["*://school.invalid/*"]}}


@pytest.fixture(scope="module")
def firefox() -> FoundBrowser:
    try:
        return find(Wanted("firefox"), this_machine())
    except NoBrowserError as error:
        pytest.skip(str(error))


def what_it_says(program: Path, firefox: FoundBrowser, address: str) -> str:
    """The error that the browser gives for an address where nothing listens."""
    with sync_playwright() as playwright:
        browser = playwright.firefox.launch(**{**firefox.launch_args(), "executable_path": str(program)})
        with pytest.raises(Error) as error:
            browser.new_page().goto(address)
        browser.close()
    return str(error.value)


def test_what_the_policy_blocks_is_not_even_looked_for(firefox: FoundBrowser, tmp_path: Path) -> None:
    managed = under(BLOCKING, firefox, tmp_path)

    assert "NS_ERROR_UNKNOWN_HOST" not in what_it_says(managed, firefox, "http://school.invalid/")


def test_the_browser_of_the_machine_stays_as_it_is(firefox: FoundBrowser, tmp_path: Path) -> None:
    under(BLOCKING, firefox, tmp_path)

    assert firefox.executable
    assert "NS_ERROR_UNKNOWN_HOST" in what_it_says(firefox.executable, firefox, "http://school.invalid/")


def test_another_browser_takes_no_policy(found_chromium: FoundBrowser, tmp_path: Path) -> None:
    with pytest.raises(CannotDo, match="takes a policy from a file"):
        under(BLOCKING, found_chromium, tmp_path)


@pytest.mark.parametrize(
    ("text", "complaint"), [("{", "cannot be read as JSON"), ("[]", "it has no table"), ("{}", "it has no table")]
)
def test_what_is_no_policy_is_said(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "policies.json").write_text(text)

    with pytest.raises(PolicyError, match=complaint):
        policies_in(tmp_path / "policies.json")


@pytest.mark.parametrize("policies", [{}, BLOCKING, {"DisableTelemetry": True}])
def test_a_policy_is_probed_without_losing_any_of_it(policies: Mapping[str, object], tmp_path: Path) -> None:
    (tmp_path / "policies.json").write_text(json.dumps({"policies": policies}))

    probed, address = with_probe(policies_in(tmp_path / "policies.json"))

    assert probed.keys() == {*policies, "WebsiteFilter"}
    assert probed["WebsiteFilter"]["Block"][:-1] == BLOCKING["WebsiteFilter"]["Block"] * ("WebsiteFilter" in policies)
    assert address.startswith("http://")
