"""Addresses that move lead on: proposed from what was published, kept by the operator, small static pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented import built, document, page, portal, table

from generator.__main__ import main
from generator.build import build
from generator.model import BuildError
from generator.redirects import Redirect, load_redirects
from generator.verify import verify

CODE = "13053424P00010110001X"
NAMELESS = document(table("公园绿地养护经费", "120"), table("苗圃基地建设", "200", "13053424P00010110002X"))
CODED = document(table("公园绿地养护经费", "120", CODE), table("苗圃基地建设", "200", "13053424P00010110002X"))


def codeless(site: Path) -> str:
    (found,) = [path.name for path in (site / "projects").iterdir() if "P0001" not in path.name]
    return f"projects/{found}/index.html"


def test_a_project_that_gets_its_code_leads_on_from_its_old_address(tmp_path: Path) -> None:
    site, _ = built(tmp_path, {"绿化.txt": NAMELESS})
    old = codeless(site)
    report = build(portal(tmp_path, {"绿化.txt": CODED}), write_redirects=True)
    assert report.messages == ()
    assert load_redirects(tmp_path / "content") == (Redirect(old, f"projects/2024-{CODE}/index.html"),)
    text = page(site, old)
    assert f'<meta http-equiv="refresh" content="0; url=../../projects/2024-{CODE}/index.html">' in text
    assert f'<a class="moved" href="../../projects/2024-{CODE}/index.html">' in text
    assert "已移到" in text
    assert verify(portal(tmp_path, {})).messages == ()


def test_without_being_asked_nothing_is_written_down(tmp_path: Path) -> None:
    site, _ = built(tmp_path, {"绿化.txt": NAMELESS})
    old = codeless(site)
    build(portal(tmp_path, {"绿化.txt": CODED}))
    assert not (tmp_path / "content" / "redirects.toml").exists()
    assert not (site / old).exists()


def test_a_department_that_gets_another_address_leads_on_from_all_of_its_pages(tmp_path: Path) -> None:
    site, _ = built(tmp_path, {"绿化.txt": CODED})
    build(portal(tmp_path, {"绿化.txt": CODED.replace("801001清河县", "802001清河县")}), write_redirects=True)
    moved = {one.old: one.new for one in load_redirects(tmp_path / "content")}
    assert moved == {
        "departments/130534-801/2024/index.html": "departments/130534-802/2024/index.html",
        "departments/130534-801/index.html": "departments/130534-802/index.html",
        "sources/130534-801001-2024/index.html": "sources/130534-802001-2024/index.html",
    }
    assert all((site / old).is_file() for old in moved)


def test_the_operators_own_entries_stay_and_a_second_build_adds_nothing(tmp_path: Path) -> None:
    own = '[[redirect]]\nfrom = "/old/"\nto = "index.html"  # 改版以前的首页\n'
    site, _ = built(tmp_path, {"绿化.txt": NAMELESS, "../redirects.toml": own})
    assert 'href="../index.html"' in page(site, "old/index.html")
    build(portal(tmp_path, {"绿化.txt": CODED}), write_redirects=True)
    written = (tmp_path / "content" / "redirects.toml").read_text("utf-8")
    assert written.startswith(own)
    again = build(portal(tmp_path, {}), write_redirects=True)
    assert (tmp_path / "content" / "redirects.toml").read_text("utf-8") == written
    assert (again.files.new, again.files.changed, again.files.removed) == (0, 0, 0)


def test_a_chain_leads_to_its_end_and_a_page_that_is_back_wins(tmp_path: Path) -> None:
    text = (
        '[[redirect]]\nfrom = "a/"\nto = "b/"\n[[redirect]]\nfrom = "b/"\nto = "data/"\n'
        '[[redirect]]\nfrom = "data/"\nto = "index.html"\n'
        '[[redirect]]\nfrom = "x/"\nto = "y/"\n[[redirect]]\nfrom = "y/"\nto = "x/"\n'
    )
    site, report = built(tmp_path, {"绿化.txt": CODED, "../redirects.toml": text})
    assert 'content="0; url=../data/index.html"' in page(site, "a/index.html")
    assert "网页搬家了" not in page(site, "data/index.html")
    assert [message.code for message in report.messages] == ["REDIRECT-STANDS", "REDIRECT-NOWHERE", "REDIRECT-NOWHERE"]
    assert not (site / "x").exists()


@pytest.mark.parametrize("address", ["../etc/index.html", "https://example.org/", "data/projects.csv"])
def test_an_address_that_no_page_can_have_is_refused(tmp_path: Path, address: str) -> None:
    (tmp_path / "redirects.toml").write_text(f'[[redirect]]\nfrom = "{address}"\nto = "index.html"\n', "utf-8")
    with pytest.raises(BuildError):
        load_redirects(tmp_path)


def test_a_wrong_key_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "redirects.toml").write_text('[[redirect]]\nfrm = "a/"\nto = "b/"\n', "utf-8")
    with pytest.raises(BuildError, match=r"redirects\.toml:2: 没有“frm”这个键"):
        load_redirects(tmp_path)


def test_the_command_takes_the_option(tmp_path: Path) -> None:
    site, _ = built(tmp_path, {"绿化.txt": NAMELESS})
    old = codeless(site)
    made = portal(tmp_path, {"绿化.txt": CODED})
    assert main(["build", str(made.content), str(site), "--write-redirects"]) == 0
    assert "已移到" in page(site, old)
