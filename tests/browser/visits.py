"""A page opened in a browser, with all that it asked for and complained about."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


class Visit:
    """A page with all that it asked for and complained about."""

    def __init__(self, context: BrowserContext):
        self.page = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type in ("error", "warning") else None
        )

    def open(self, address: str) -> Page:
        self.page.goto(address, wait_until="load")
        self.page.wait_for_timeout(50)
        return self.page
