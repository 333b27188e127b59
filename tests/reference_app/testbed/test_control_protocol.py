"""The testbed against the published document of the control protocol."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings

from reference_app.testbed.portal import CONTROL, running_testbed

PROTOCOL = schemathesis.openapi.from_path(Path(__file__).parents[3] / "docs/control-protocol.yaml")
SCHOOL: dict[str, Any] = {"name": "De Regenboog", "groups": [{"name": "Groep 5", "pupils": [{"first_name": "Noor"}]}]}


@pytest.fixture(scope="module")
def reached() -> Iterator[dict[str, Any]]:
    """The testbed's address, and the token that opens it."""
    with running_testbed() as (testbed, url):
        yield {"base_url": url + CONTROL, "headers": {"Authorization": f"Bearer {testbed.token}"}}


@pytest.fixture
def there(reached: dict[str, Any]) -> dict[str, str]:
    """The ids of a school and of its pupil, by the path that asks for them."""
    school = PROTOCOL["/schools"]["POST"].Case(body=SCHOOL).call_and_validate(**reached).json()
    return {"/schools/{id}": school["id"], "/pupils/{id}": school["groups"][0]["pupils"][0]["id"]}


@PROTOCOL.parametrize()
@settings(
    max_examples=5,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],  # Shrinking a failing example takes minutes.
    suppress_health_check=list(HealthCheck),
)
def test_requests_good_and_bad_are_answered_as_the_document_says(
    case: schemathesis.Case[Any], reached: dict[str, Any]
) -> None:
    case.call_and_validate(**reached)


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("PATCH", "/schools/{id}", {"home_login": False}, 204),
        ("PATCH", "/schools/{id}", {"network_environment": "MOO"}, 204),
        ("DELETE", "/schools/{id}", None, 204),
        ("PATCH", "/pupils/{id}", {}, 200),
        ("PATCH", "/pupils/{id}", {"secret": "picture"}, 200),
    ],
)
def test_what_is_there_is_changed_as_the_document_says(
    reached: dict[str, Any], there: dict[str, str], method: str, path: str, body: Any, status: int
) -> None:
    sent = {} if body is None else {"body": body}
    case = PROTOCOL[path][method].Case(path_parameters={"id": there[path]}, **sent)

    assert case.call_and_validate(**reached).status_code == status
