"""The page for an address that is none has its style and its links at any depth, without a base_url and with one."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from folder import fetch

from generator.serve import Serving
from generator.serve.site import LiveSite

CONTENT = Path(__file__).parents[2] / "content"


@pytest.mark.parametrize("base_url", ["", "https://example.org/portal/"])
def test_what_is_not_there_is_answered_from_the_root_of_this_server(base_url: str, tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT / "pages", content / "pages")
    (content / "submissions").mkdir()
    (content / "site.toml").write_text(f'base_url = "{base_url}"\n')
    with LiveSite(content) as site, Serving(site, []) as serving:
        address = serving.addresses[0]
        answer = fetch(f"{address}projects/gone/index.html")
        assert answer.status == 404
        (style, *_) = re.findall(r'<link rel="stylesheet" href="([^"]+)">', answer.read().decode())
        assert style.startswith("/assets/")
        assert fetch(address.rstrip("/") + style).status == 200
        assert fetch(f"{address}404.html").status == 200
