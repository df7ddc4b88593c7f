"""Pages come over http as a host would serve them, with a script that keeps them new."""

from __future__ import annotations

import io
import json
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from folder import Folder, fetch

from generator.model import BuildError
from generator.publish.kinds import content_type
from generator.serve import Refresh, Serving, run


@pytest.fixture
def site(tmp_path: Path) -> Folder:
    (tmp_path / "home.txt").write_text("首页")
    (tmp_path / "about.txt").write_text("关于")
    return Folder(tmp_path)


@pytest.fixture
def serving(site: Folder) -> Iterator[Serving]:
    with Serving(site, [site.folder]) as serving:
        assert site.wait_for_calls(1)
        yield serving


def told(address: str, page: str, edition: str) -> Iterator[tuple[str, str]]:
    """Events as a tab that shows ``page`` gets them."""
    with urllib.request.urlopen(f"{address}_live/events?page={page}&edition={edition}", timeout=5) as answer:  # noqa: S310
        name = ""
        for raw in answer:
            line = raw.decode().rstrip("\n")
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data:"):
                yield name, line.removeprefix("data:").strip()


def edition_of(address: str) -> str:
    page = fetch(address).read().decode()
    return page.rpartition("edition=")[2].partition('"')[0]


def test_a_page_is_served_with_its_type_its_policy_and_the_script(site: Folder, serving: Serving) -> None:
    answer = fetch(serving.addresses[0])
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "connect-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    page = answer.read().decode()
    assert "<p id=text>首页</p>" in page
    assert '<script src="/_live/live.js?page=index.html&amp;edition=' in page
    assert page.endswith("</script>\n</body></html>")


def test_folders_lead_to_their_index(site: Folder, serving: Serving) -> None:
    address = serving.addresses[0]
    assert fetch(f"{address}about/").read() == fetch(f"{address}about/index.html").read()
    assert fetch(f"{address}about?q=1").url == f"{address}about/?q=1"


def test_what_is_not_there_gets_the_sites_own_page_for_it(site: Folder, serving: Serving) -> None:
    address = serving.addresses[0]
    answer = fetch(f"{address}nowhere/index.html")
    assert answer.status == 404
    assert "没有这一页" in answer.read().decode()
    site.more["404.html"] = b"<html><body>our own</body></html>"
    answer = fetch(f"{address}nowhere/index.html")
    assert answer.status == 404
    assert answer.read().startswith(b'<html><body>our own<script src="/_live/live.js?page=nowhere/index.html')


@pytest.mark.parametrize("path", ["..%2f..%2fetc/passwd", "../../etc/passwd", "about/..%2f..%2findex.html"])
def test_no_path_leaves_the_site(serving: Serving, path: str) -> None:
    with socket.create_connection(("127.0.0.1", serving.server.server_port)) as raw:
        raw.sendall(f"GET /{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        assert raw.recv(100).startswith(b"HTTP/1.1 404")


def test_a_page_that_cannot_be_made_says_why_with_file_and_line(serving: Serving) -> None:
    answer = fetch(f"{serving.addresses[0]}broken.html")
    page = answer.read().decode()
    assert answer.status == 500
    assert "templates/project.html:12: 这一页做不出来" in page
    assert "live.js?page=&amp;" in page  # any news make it try again


def test_a_page_from_elsewhere_cannot_read_it_through_a_name_of_its_own(serving: Serving) -> None:
    assert fetch(serving.addresses[0], Host="evil.example:8000").status == 421
    assert fetch(serving.addresses[0], Host="localhost:8000").status == 200
    assert fetch(serving.addresses[0], Host="localhost").status == 200


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("assets/site.0a1b.css", "text/css; charset=utf-8"),
        ("search/pieces/1.js", "text/javascript; charset=utf-8"),
        ("data/projects.jsonl", "application/x-ndjson"),
        ("data/projects.csv", "text/csv; charset=utf-8"),
        ("sources/x/original.txt", "text/plain"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("sources/x/original.zip", "application/zip"),
        ("what.is-this", "application/octet-stream"),
    ],
)
def test_types_go_by_the_names_ending(path: str, kind: str) -> None:
    assert content_type(path) == kind


def test_names_with_a_digest_may_be_kept_and_others_not(site: Folder, serving: Serving) -> None:
    site.more["assets/site.0a1b.css"] = b"p {}"
    assert "immutable" in fetch(f"{serving.addresses[0]}assets/site.0a1b.css").headers["Cache-Control"]
    assert fetch(f"{serving.addresses[0]}assets/none.css").headers["Cache-Control"] == "no-store"


def test_a_tab_hears_of_its_own_page_and_of_no_other(site: Folder, serving: Serving) -> None:
    address = serving.addresses[0]
    home, about = (told(address, page, edition_of(address)) for page in ("index.html", "about/index.html"))
    (site.folder / "about.txt").write_text("关于（新）")
    assert next(about) == ("reload", "")
    (site.folder / "home.txt").write_text("首页（新）")
    assert next(home) == ("reload", "")
    assert "首页（新）" in fetch(address).read().decode()


def test_a_tab_that_was_not_listening_hears_of_what_it_missed(site: Folder, serving: Serving) -> None:
    address = serving.addresses[0]
    edition = edition_of(address)
    (site.folder / "about.txt").write_text("关于（新）")
    assert site.wait_for_calls(2)
    assert next(told(address, "about/index.html", edition)) == ("reload", "")
    assert next(told(address, "about/index.html", "another-7")) == ("reload", "")  # of a server before this one


def test_errors_are_told_and_taken_back(site: Folder, serving: Serving) -> None:
    address = serving.addresses[0]
    events = told(address, "index.html", edition_of(address))
    (site.folder / "home.txt").write_text("!金额读不懂")
    assert next(events) == ("reload", "")
    assert next(events) == ("errors", json.dumps(["home.txt:1:1: BAD 金额读不懂"], ensure_ascii=False))
    (site.folder / "home.txt").write_text("首页")
    assert [next(events), next(events)] == [("reload", ""), ("errors", "[]")]


def test_a_bug_is_told_with_file_and_line_and_the_next_save_is_a_new_try(site: Folder, serving: Serving) -> None:
    address = serving.addresses[0]
    events = told(address, "index.html", edition_of(address))
    (site.folder / "home.txt").write_text("?oops")
    name, data = next(events)
    assert name == "errors"
    assert "folder.py:" in data
    assert "ZeroDivisionError: oops" in data
    (site.folder / "home.txt").write_text("首页")
    assert next(events) == ("errors", "[]")


def test_later_work_follows_when_nobody_waits_any_more(site: Folder) -> None:
    done = threading.Event()

    def index() -> Refresh:
        done.set()
        return Refresh({"search/pieces/1.js"}, [])

    site.later = index
    with Serving(site, [site.folder]) as serving:
        assert done.wait(5)
        time.sleep(0.05)
        assert next(told(serving.addresses[0], "search/index.html", "another-0")) == ("reload", "")


def test_a_save_is_heard_while_later_work_is_awaited(site: Folder) -> None:
    site.later = lambda: Refresh(set(), [])
    site.pause = 60
    with Serving(site, [site.folder]):
        assert site.wait_for_calls(1)
        (site.folder / "home.txt").write_text("首页（新）")
        assert site.wait_for_calls(2)


def test_reading_the_content_does_not_call_for_a_refresh(site: Folder, serving: Serving) -> None:
    (site.folder / "home.txt").write_text("首页（新）")
    assert site.wait_for_calls(2)
    time.sleep(0.3)
    assert len(site.calls) == 2


def test_the_next_free_port_is_taken_and_a_port_asked_for_must_be_free(site: Folder, serving: Serving) -> None:
    taken = serving.server.server_port
    assert taken >= 8000
    with Serving(site, [site.folder]) as other:
        assert other.server.server_port > taken
    with pytest.raises(BuildError, match="不能使用这个地址"):
        Serving(site, [site.folder], port=taken)


def test_it_is_shown_on_the_network_only_when_told_to(site: Folder, serving: Serving) -> None:
    assert serving.addresses == [f"http://127.0.0.1:{serving.server.server_port}/"]
    assert serving.server.server_address[0] == "127.0.0.1"
    with Serving(site, [site.folder], host="0.0.0.0") as shared:  # noqa: S104 - what is tested
        assert shared.addresses[0] == f"http://127.0.0.1:{shared.server.server_port}/"
        assert fetch(shared.addresses[0], Host="office-pc:8000").status == 200


def test_the_command_prints_the_address_opens_the_browser_and_ends_on_interrupt(
    site: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)

    class Interrupted:
        def wait(self) -> None:
            raise KeyboardInterrupt

    monkeypatch.setattr("generator.serve.waiting_for_the_end", Interrupted)
    out = io.StringIO()
    run(site, [site.folder], open_browser=True, out=out)
    address = out.getvalue().splitlines()[0]
    assert address.startswith("http://127.0.0.1:8")
    assert opened == [address]
