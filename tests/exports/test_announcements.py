"""Feeds, site map and their kin: valid, dated by the sidecars, the same each time."""

from __future__ import annotations

import uuid
import xml.etree.ElementTree as ElementTree

import pytest
from msgspec import structs

from generator.catalogue import Catalogue, head_of, link
from generator.exports.announcements import announcements, feeds
from generator.exports.atom import Entry, Feed, atom
from generator.exports.opensearch import opensearch
from generator.exports.security_txt import security_txt
from generator.exports.sitemap import robots, sitemap
from generator.model import Sidecar, Submission
from generator.settings import Security, Settings

BASE = "https://example.org/mingzhang/"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def files(catalogue: Catalogue, settings: Settings) -> dict[str, bytes]:
    urls = ["projects/x/index.html", "404.html", "index.html"]
    return {**dict(feeds(catalogue, settings)), **dict(announcements(settings, urls))}


def entries(data: bytes) -> list[dict[str, str]]:
    feed = ElementTree.fromstring(data)  # noqa: S314 - our own file
    return [{child.tag.removeprefix(ATOM): child.text or "" for child in entry} for entry in feed.iter(f"{ATOM}entry")]


def with_sidecar(submission: Submission, sidecar: Sidecar) -> Submission:
    return structs.replace(submission, sidecar=sidecar)


def test_the_portal_and_each_department_have_a_feed(submissions: list[Submission]) -> None:
    found = files(link(map(head_of, submissions)), Settings())
    assert "feed.xml" in found
    assert "departments/130208-439/feed.xml" in found
    assert len(entries(found["feed.xml"])) == 5
    (entry,) = entries(found["departments/130208-439/feed.xml"])
    assert entry["title"] == "丰润区经济开发区管理委员会2022年预算绩效目标"
    assert entry["summary"] == "7 个项目，预算合计 817.78 万元。这是目标，不是执行结果。"


def test_dates_come_from_the_sidecars(submissions: list[Submission]) -> None:
    dated = with_sidecar(submissions[0], Sidecar(published="2022-02-15"))
    feed = files(link(map(head_of, [dated, *submissions[1:]])), Settings())["departments/130208-439/feed.xml"]
    assert entries(feed)[0]["updated"] == "2022-02-15T00:00:00+08:00"
    assert b"<updated>2022-02-15T00:00:00+08:00</updated>\n<author>" in feed


def test_without_a_date_an_entry_stands_at_the_first_day_of_its_year(submissions: list[Submission]) -> None:
    """临西县's document has no year at all."""
    dates = {entry["updated"] for entry in entries(files(link(map(head_of, submissions)), Settings())["feed.xml"])}
    assert dates == {f"{year}-01-01T00:00:00+08:00" for year in (1970, 2021, 2022, 2024, 2025)}


def test_the_newest_comes_first_and_ids_stay_when_the_site_moves(submissions: list[Submission]) -> None:
    catalogue = link(map(head_of, submissions))
    here = entries(files(catalogue, Settings())["feed.xml"])
    there = entries(files(catalogue, Settings(base_url=BASE))["feed.xml"])
    assert [entry["updated"] for entry in here] == sorted((entry["updated"] for entry in here), reverse=True)
    assert [entry["id"] for entry in here] == [entry["id"] for entry in there]
    assert {uuid.UUID(entry["id"].removeprefix("urn:uuid:")).version for entry in here} == {5}


def test_links_lead_to_the_department_s_year_from_where_the_feed_stands(submissions: list[Submission]) -> None:
    catalogue = link(map(head_of, submissions))
    near = files(catalogue, Settings())["departments/130208-439/feed.xml"]
    assert b'href="../../departments/130208-439/2022/index.html"' in near
    assert b'rel="self"' not in near
    far = files(catalogue, Settings(base_url=BASE))["departments/130208-439/feed.xml"]
    assert f'href="{BASE}departments/130208-439/2022/index.html"'.encode() in far
    assert f'rel="self" type="application/atom+xml" href="{BASE}departments/130208-439/feed.xml"'.encode() in far


def test_corrections_are_news(submissions: list[Submission]) -> None:
    """A newer edition, a department's reply, a withdrawal."""
    old = submissions[0]
    source = structs.replace(old.source, path="content/submissions/更正.txt", sha256="f" * 64)
    new = structs.replace(old, source=source, sidecar=Sidecar(supersedes=old.source.path, note="已更正金额"))
    gone = with_sidecar(submissions[1], Sidecar(withdrawn="部门来函撤回"))
    found = entries(files(link(map(head_of, [old, new, gone])), Settings())["feed.xml"])
    told = "\n".join(f"{entry['title']}：{entry['summary']}" for entry in found)
    assert (
        "2022年预算绩效目标（更新）：7 个项目，预算合计 817.78 万元。更新了此前公布的版本。部门回复：已更正金额" in told
    )
    assert "2022年预算绩效目标：7 个项目。已有更新的版本" in told
    assert "（已撤下）：已撤下：部门来函撤回" in told


def test_texts_that_xml_cannot_hold_do_not_break_a_feed() -> None:
    entry = Entry("1", "a<b>&c\x07", "x/index.html", '"引号"', "2024-05-01T08:00:00+08:00")
    (found,) = entries(atom(Feed("明账", "feed.xml", "index.html", "谁"), [entry]))
    assert (found["title"], found["summary"], found["updated"]) == ("a<b>&c", '"引号"', "2024-05-01T08:00:00+08:00")


def test_an_empty_feed_is_a_feed() -> None:
    assert entries(atom(Feed("明账", "feed.xml", "index.html", "谁"), [])) == []


def test_the_site_map_lists_every_page_by_its_whole_address() -> None:
    ((name, data),) = sitemap(["index.html", "projects/2022-a~1/index.html", "404.html"], BASE)
    assert name == "sitemap.xml"
    assert [loc.text for loc in ElementTree.fromstring(data).iter(f"{MAP}loc")] == [  # noqa: S314 - our own file
        BASE,
        f"{BASE}projects/2022-a~1/",
        f"{BASE}404.html",
    ]


def test_a_long_site_map_is_an_index_of_parts() -> None:
    found = dict(sitemap([f"p/{number}/index.html" for number in range(5)], BASE, per_file=2))
    assert list(found) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    assert [loc.text for loc in ElementTree.fromstring(found["sitemap.xml"]).iter(f"{MAP}loc")] == [  # noqa: S314
        f"{BASE}sitemap-{number}.xml" for number in (1, 2, 3)
    ]
    assert found["sitemap-3.xml"].count(b"<loc>") == 1


def test_without_an_address_there_is_no_site_map() -> None:
    assert dict(sitemap(["index.html"], "")) == {}
    assert robots("") == b"User-agent: *\nAllow: /\n"
    assert robots(BASE).endswith(f"Sitemap: {BASE}sitemap.xml\n".encode())


def test_the_browser_is_told_how_to_search() -> None:
    found = ElementTree.fromstring(opensearch("明账", "部门预算绩效目标公开检索", BASE, "assets/icon.svg"))  # noqa: S314
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    url = found.find(f"{space}Url")
    assert url is not None
    assert url.attrib["template"] == f"{BASE}search/index.html?q={{searchTerms}}"
    assert found.findtext(f"{space}ShortName") == "明账"
    assert found.findtext(f"{space}Image") == f"{BASE}assets/icon.svg"


@pytest.mark.parametrize(("contact", "expires"), [("", "2027-01-01"), ("a@example.org", ""), ("", "")])
def test_a_contact_that_is_not_whole_is_not_published(contact: str, expires: str) -> None:
    assert security_txt(contact, expires) is None


def test_the_contact_for_security_has_a_date_from_the_settings(submissions: list[Submission]) -> None:
    settings = Settings(base_url=BASE, security=Security("a@example.org", "2027-12-31"))
    found = files(link(map(head_of, submissions)), settings)
    assert found[".well-known/security.txt"].decode().splitlines() == [
        "Contact: mailto:a@example.org",
        "Expires: 2027-12-31T00:00:00Z",
        "Preferred-Languages: zh, en",
        f"Canonical: {BASE}.well-known/security.txt",
    ]
    assert security_txt("https://example.org/report", "2027-12-31T00:00:00Z") == (
        b"Contact: https://example.org/report\nExpires: 2027-12-31T00:00:00Z\nPreferred-Languages: zh, en\n"
    )
