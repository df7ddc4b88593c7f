"""Everything that tells other programs of the portal: feeds, site map, search description, contact for security.

In: the settings, and the addresses of all pages or the catalogue. Out: paths with their bytes. The record corrected is
news as well: a newer edition, a department's reply, a withdrawal each say so in their entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..catalogue import Catalogue, SubmissionEntry, total_of
from ..money import in_words
from ..settings import Settings
from .atom import Entry, Feed, atom
from .opensearch import opensearch
from .security_txt import security_txt
from .sitemap import robots, sitemap

_NEWEST = 100  # entries of the portal's feed; a department's feed has all of its own


def announcements(settings: Settings, urls: Iterable[str], icon: str = "") -> Iterator[tuple[str, bytes]]:
    """All but the feeds. ``urls`` are the pages from the site's root; ``icon`` is the site's icon."""
    base = settings.base_url
    yield from sitemap(sorted(url for url in urls if url != "404.html") if base else (), base)
    yield "robots.txt", robots(base)
    yield "opensearch.xml", opensearch(settings.title, settings.tagline, base, icon, settings.language)
    security = security_txt(settings.security.contact, settings.security.expires, base)
    if security:
        yield ".well-known/security.txt", security


def feeds(catalogue: Catalogue, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """``feed.xml`` of each department and of the portal."""
    author = settings.publisher or settings.title
    everything = []
    for department in sorted(catalogue.departments):
        name = catalogue.department_name(department)
        entries = [_entry(catalogue, submission, name) for submission in catalogue.departments[department]]
        everything += entries
        folder = f"departments/{department}/"
        title = f"{name} · {settings.title}"
        feed = Feed(title, folder + "feed.xml", folder + "index.html", name, settings.base_url, settings.language)
        yield feed.url, atom(feed, entries)
    newest = sorted(everything, key=lambda entry: (entry.updated, entry.id), reverse=True)[:_NEWEST]
    feed = Feed(settings.title, "feed.xml", "index.html", author, settings.base_url, settings.language)
    yield feed.url, atom(feed, newest)


def _entry(catalogue: Catalogue, submission: SubmissionEntry, department: str) -> Entry:
    sidecar, year = submission.head.sidecar, submission.year
    when = f"{year}年" if year else "年度不详的"
    mark = "（已撤下）" if sidecar.withdrawn else "（更新）" if submission.supersedes else ""
    return Entry(
        id=submission.id,
        title=f"{department}{when}预算绩效目标{mark}",
        url=f"departments/{submission.department_id}/{submission.year_word}/index.html",
        summary=_summary(catalogue, submission),
        published=sidecar.published,
        year=year,
        author=department,
    )


def _summary(catalogue: Catalogue, submission: SubmissionEntry) -> str:
    sidecar = submission.head.sidecar
    if sidecar.withdrawn:
        return f"已撤下：{sidecar.withdrawn}"
    projects = catalogue.counted([submission])
    told = [f"{len(submission.head.projects)} 个项目，预算合计 {in_words(total_of(projects))}。"]
    if submission.superseded_by:
        told = [f"{len(submission.head.projects)} 个项目。已有更新的版本，金额以更新的版本为准。"]
    if submission.supersedes:
        told.append("更新了此前公布的版本。")
    if sidecar.note:
        told.append(f"部门回复：{sidecar.note}")
    told.append("这是目标，不是执行结果。")
    return "".join(told)
