"""The screen that asks for the home code."""

from e2e.screens.find import Find

_PASTE = """(field, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    return field.dispatchEvent(new ClipboardEvent('paste', {clipboardData, bubbles: true, cancelable: true}));
}"""


class CodeScreen:
    def __init__(self, find: Find) -> None:
        self._find = find
        self.field = find("code.field")
        self.wrong = find("code.wrong")
        self.verify = find("code.verify")

    def enter(self, code: str) -> None:
        self._find.type_in("code.field", code)
        self._find.do("code.send")

    def paste(self, code: str) -> None:
        """Paste it as from the clipboard; a page may handle the paste itself, or refuse it."""
        self.field.focus()
        if self.field.evaluate(_PASTE, code):
            self.field.page.keyboard.insert_text(code)
        self._find.do("code.send")

    def type_by_hand(self, code: str) -> None:
        """Type it key by key, as it is printed on paper."""
        self.field.press_sequentially(code)
        self._find.do("code.send")
