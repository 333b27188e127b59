"""What a portal may answer that does not keep the control protocol: it is told which call, and what was wrong."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.typing import ResponseReturnValue

from e2e.contract import ControlError
from e2e.targets.http import HttpControl


def problem_of(address: str) -> str:
    with pytest.raises(ControlError) as caught:
        HttpControl(address, "open").capabilities()
    return str(caught.value)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (("no", 500), "500 no"),
        ("<h1>Log in</h1>", "not what the protocol says, but '<h1>Log in</h1>'"),
        ({"protocol": 1}, "KeyError: 'portal'"),
        ([], "not what the protocol says, but '[]"),
        ({"protocol": 2}, "speaks version 2"),
    ],
)
def test_an_answer_that_is_not_of_the_protocol_is_told(
    serve: Callable[[Flask], str], answer: ResponseReturnValue, told: str
) -> None:
    app = Flask(__name__)
    app.add_url_rule("/capabilities", view_func=lambda: answer)

    assert told in problem_of(serve(app))


def test_a_portal_that_is_not_there_is_told() -> None:
    assert "GET http://127.0.0.1:9/capabilities: " in problem_of("http://127.0.0.1:9")
