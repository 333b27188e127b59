"""What a scenario remembers from one step to the next, apart from its people and devices."""

from dataclasses import dataclass, field
from datetime import datetime

from playwright.sync_api import Cookie, Page

from e2e.checks.printing import Sheet
from e2e.contract import SceneNotSet
from e2e.flows.concurrency import Answer
from e2e.flows.guessing import CodeAnswer
from e2e.flows.replay import CapturedRequest
from e2e.flows.walkthrough import Walkthrough


@dataclass
class ScenarioMemory:
    """The steps fill this in; an address is empty until the scenario has visited it."""

    materials_address: str = ""
    material_address: str = ""
    material_title: str = ""
    lasting_cookies_before: set[tuple[str, str]] = field(default_factory=set)
    copied_cookies: list[Cookie] = field(default_factory=list)
    blocked_at: datetime | None = None
    time_set: datetime | None = None
    guesses_to_the_block: int | None = None
    guesses: list[Answer] = field(default_factory=list)
    slowed: bool = False
    answers: list[CodeAnswer] = field(default_factory=list)
    tabs: dict[str, Page] = field(default_factory=dict)
    held_back: list[CapturedRequest] = field(default_factory=list)
    code_on_letter: str | None = None
    sheets: list[Sheet] = field(default_factory=list)
    walkthrough: Walkthrough | None = None

    def current_walkthrough(self) -> Walkthrough:
        if self.walkthrough is None:
            raise SceneNotSet("the scenario looks at screens before it has gone through any")
        return self.walkthrough

    def block_began(self) -> datetime:
        if self.blocked_at is None:
            raise SceneNotSet("the scenario asks for the end of a block that it did not make")
        return self.blocked_at
