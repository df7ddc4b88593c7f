"""Find a Chromium for the browser tests, or install one: the browser that is there, else Playwright's own
download, else the system's package manager. Prints the path of the browser; says what to do where all fails.

``python tests/install_browser.py`` is called by ``make test``; the tests themselves only look.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

APT = "apt-get install -y --no-install-recommends"
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
# What asks nothing and installs a browser and a Chinese font, by the package manager that is there. On a fresh
# Debian nothing can be installed before the list of packages has been fetched.
MANAGERS = {
    "apt-get": f"{APT} chromium fonts-noto-cjk",
    "dnf": "dnf install -y chromium google-noto-sans-cjk-fonts",
    "pacman": "pacman -S --noconfirm chromium noto-fonts-cjk",
    "zypper": "zypper --non-interactive install chromium noto-sans-sc-fonts",
    "apk": "apk add chromium font-noto-cjk",
}
HELP = """No Chromium was found, and none could be installed.
Install Chromium or Google Chrome with your system's package manager (and a Chinese font such as Noto Sans CJK),
or name one that is elsewhere: MINGZHANG_CHROMIUM=/path/to/chromium make test"""


def find() -> str | None:
    """The browser to drive: the one named in the environment, one of the system's, or Playwright's own."""
    named = os.environ.get("MINGZHANG_CHROMIUM")
    if named:
        return named
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    return next((place for place in (*PLACES, _of_playwright()) if place and Path(place).is_file()), None)


def _of_playwright() -> str:
    """Where Playwright keeps its own browser, whether it is there or not."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return ""
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def install() -> str | None:
    """Try each way in turn until a browser is found."""
    for command in _ways():
        refresh_packages(command)
        print(f"+ {' '.join(command)}", file=sys.stderr)
        try:
            done = subprocess.run(command, check=False, stdout=sys.stderr, timeout=600).returncode == 0
        except (OSError, subprocess.TimeoutExpired) as error:
            print(error, file=sys.stderr)
            continue
        found = find() if done else None
        if found:
            return found
    return None


def refresh_packages(command: Sequence[str]) -> None:
    """Fetch the list of packages where apt is about to be asked."""
    if "apt-get" in command:
        at = command.index("apt-get")
        subprocess.run([*command[:at], "apt-get", "update"], check=False, stdout=sys.stderr, timeout=600)


def _ways() -> Sequence[list[str]]:
    of_system = [[*as_root(), *command.split()] for manager, command in MANAGERS.items() if shutil.which(manager)]
    return [[sys.executable, "-m", "playwright", "install", "chromium"], *of_system]


def as_root() -> list[str]:
    """Nothing for root; else ``sudo -n``, which never waits for a password."""
    if not hasattr(os, "geteuid") or os.geteuid() == 0 or not shutil.which("sudo"):
        return []
    return ["sudo", "-n"]


if __name__ == "__main__":
    browser = find() or install()
    if not browser:
        sys.exit(HELP)
    print(browser)
