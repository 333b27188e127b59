"""The switches and preferences that every run starts a browser with.

A Chromium that the user chose starts without the switches, as it is part of what is tested.
"""

# Firefox keeps the connections of a closed context open for two minutes, and a server has only so many.
FIREFOX_PREFERENCES = {"network.http.keep-alive.timeout": 5}

# By default Chromium gives each page a new frame, which no page can notice and which is a fifth of the work of loading
# a page. The other feature is one that Playwright itself switches on: of two such lists, Chromium reads only the last.
CHROMIUM_SWITCHES = ["--enable-features=CDPScreenshotNewSurface,RenderDocument:level/crashed-frame"]
