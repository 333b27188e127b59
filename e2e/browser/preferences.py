"""What each browser is started with in every run, unless somebody named the browser: then it is part of the test."""

# It keeps the connections of a context that was closed for two minutes, and a server has only so many.
FIREFOX_PREFERENCES = {"network.http.keep-alive.timeout": 5}

# Chromium gives each page a new frame, which no page can see and which is a fifth of the work that a page takes. The
# other feature is the one that Playwright itself switches on: of two lists Chromium reads only the last.
CHROMIUM_SWITCHES = ["--enable-features=CDPScreenshotNewSurface,RenderDocument:level/crashed-frame"]
