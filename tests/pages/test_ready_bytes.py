"""What is large and ready goes to its page as bytes, wherever a portal's own template wants it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import assets
from generator.pages.frame import READY, page
from generator.portal import open_portal
from generator.render import Theme, render
from generator.templating import PACKAGED
from tests.bench.corpus import write


@pytest.mark.parametrize(
    ("template", "made"),
    [
        ("甲{{ blocks }}乙", "甲<p>原文</p>乙"),
        ("甲{{ blocks }}乙{{ blocks }}", "甲<p>原文</p>乙<p>原文</p>"),
        ("甲乙", "甲乙"),
    ],
)
def test_ready_bytes_stand_where_the_template_wants_them(tmp_path: Path, template: str, made: str) -> None:
    write(tmp_path / "content", 1)
    (tmp_path / "own.html").write_text(template, "utf-8")
    settings = open_portal(tmp_path / "content", tmp_path / "site").settings
    theme = Theme(made, settings, assets.addresses(list(assets.collect([PACKAGED]))), {}, (str(tmp_path),))
    found = render(page("a/index.html", "own.html", "原文", ready="<p>原文</p>".encode(), blocks=READY), theme)
    assert found.decode() == made
