"""What is wrong with a text or a template is told by the live server with the file and line that a build tells."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.model import BuildError
from generator.serve.site import LiveSite

CONTENT = Path(__file__).parents[2] / "content"
ABOUT = "pages/about/index.html"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[LiveSite]:
    content = tmp_path / "content"
    shutil.copytree(CONTENT / "pages", content / "pages")
    (content / "submissions").mkdir()
    (content / "templates").mkdir()
    with LiveSite(content) as site:
        yield site


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("pages/about.md", b"\n\xbc\xa8", "content/pages/about.md:2:1: 不是 UTF-8 编码的文字"),
        ("pages/about.md", b'+++\norder = "first"\n+++\n', "content/pages/about.md:2: “order”应当是整数，写的是文字"),
        ("templates/content.html", b"\n{% if %}", "content/templates/content.html:2: 模板写法有误："),
        ("templates/content.html", b"\n{{ nosuch.x }}", "content/templates/content.html:2: 模板用了没有的名字："),
    ],
)
def test_it_is_told_with_file_and_line_until_it_is_mended(
    name: str, data: bytes, said: str, site: LiveSite, tmp_path: Path
) -> None:
    page = site.get(ABOUT)
    file = tmp_path.resolve() / "content" / name
    before = file.read_bytes() if file.is_file() else None
    file.write_bytes(data)
    errors = site.refresh({file}).errors
    with pytest.raises(BuildError) as caught:
        site.get(ABOUT)
    assert str(caught.value).startswith(said)
    if "nosuch" not in data.decode("latin-1"):  # which is found when a page is made
        assert [error for error in errors if error.startswith(said)]
    if before is None:
        file.unlink()
    else:
        file.write_bytes(before)
    assert site.refresh({file}).errors == []
    assert site.get(ABOUT) == page
