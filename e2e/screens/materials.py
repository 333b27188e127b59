"""The pupil's own lesson materials."""

from playwright.sync_api import Locator

from e2e.screens.find import Find


class MaterialsScreen:
    def __init__(self, find: Find) -> None:
        self._find = find
        self.list = find("materials.list")
        self.materials = find("materials.material")

    def open_first(self) -> str:
        """Open the first lesson material; returns its title."""
        title = self.first_title()
        self._find.do("materials.open")
        return title

    def first_title(self) -> str:
        return self.materials.first.inner_text().strip()

    def opened(self, title: str) -> Locator:
        return self._find("materials.opened", title=title)
