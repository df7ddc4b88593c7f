"""Find LibreOffice for the tests of .doc, .wps and .rtf, or install it by the system's package manager.

``python tests/install_office.py`` is called by ``make test``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from install_browser import APT, as_root, refresh_packages

PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice", "C:/Program Files/LibreOffice/program/soffice.exe")
MANAGERS = {
    "apt-get": f"{APT} libreoffice-writer libreoffice-calc fonts-noto-cjk",
    "dnf": "dnf install -y libreoffice-writer libreoffice-calc google-noto-sans-cjk-fonts",
    "pacman": "pacman -S --noconfirm libreoffice-still noto-fonts-cjk",
    "zypper": "zypper --non-interactive install libreoffice-writer libreoffice-calc",
    "apk": "apk add libreoffice font-noto-cjk",
}
HELP = "No LibreOffice was found, and none could be installed: install LibreOffice Writer and Calc, then try again."


def find() -> str | None:
    """The program, on the path or in its usual place."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in PLACES if Path(place).is_file()), None)


def install() -> str | None:
    """Ask each package manager that is there."""
    for manager, words in MANAGERS.items():
        if shutil.which(manager):
            command = [*as_root(), *words.split()]
            refresh_packages(command)
            print(f"+ {' '.join(command)}", file=sys.stderr)
            subprocess.run(command, check=False, stdout=sys.stderr, timeout=1200)
            if found := find():
                return found
    return None


if __name__ == "__main__":
    print(find() or install() or sys.exit(HELP))
