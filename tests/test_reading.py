"""The store must not serve what other code read: its keys know all code that reading depends on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

from generator.reading import WHAT_READS

ROOT = Path(__file__).parents[1]


def test_the_version_of_reading_covers_every_module_that_a_digest_is_made_with():
    listed = "import sys, generator.digest; print(*(m.__file__ for n, m in sys.modules.items() if 'generator.' in n))"
    told = subprocess.run([sys.executable, "-c", listed], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    covered = {Path(known.__file__ or "") if isinstance(known, ModuleType) else known for known in WHAT_READS}
    folders = {path.parent for path in covered if path.name == "__init__.py"}
    read_by = {Path(name) for name in told.split()}
    read_by -= {ROOT / "generator" / "pages" / "__init__.py"}  # holds nothing
    assert len(read_by) > 25
    assert [path for path in sorted(read_by) if path not in covered and not folders & set(path.parents)] == []
