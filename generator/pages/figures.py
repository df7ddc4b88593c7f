"""Figures and charts as HTML: every number a ``<data>`` inside a link to its place in the source view.

This is the one place that writes them, so that ``verify`` can read pages back. Texts come in escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html import escape

from markupsafe import Markup

from ..charts import Chart
from .markup import escaped, joined

UNSTATED = '<span class="unstated">未填</span>'


def fig(href: str, text: str, value: object = None, kind: str = "fig") -> str:
    """A linked figure or text; ``text`` is escaped already, ``value`` is the exact number it stands for."""
    if value is not None:
        return f'<a class="{kind}" href="{href}"><data value="{value!s}">{text}</data></a>'
    return f'<a class="{kind}" href="{href}">{text}</a>'


@lru_cache(maxsize=1 << 12)
def share_data(value: str, printed: str) -> str:
    """A stated share as printed, with the sign that may stand in the head alone. Most plans state the same few."""
    sign = "" if printed.endswith(("%", "％")) else "%"
    return f'<data value="{value}">{escape(printed)}{sign}</data>'


def chart_figure(chart: Chart | None, source: str = "") -> Markup:
    """A chart as ``<figure>``: its finding, its drawing, its numbers where it has them.

    ``source`` is the way to the source view.
    """
    if chart is None:
        return Markup()
    if not chart.heads:
        return Markup('<p class="unstated">{}</p>').format(chart.caption)
    parts = [
        '<figure class="chart-figure">\n<figcaption>',
        escape(chart.caption),
        '</figcaption>\n<div class="chart-body">\n',
        chart.svg,
    ]
    if chart.rows:
        rows = "\n".join(_rows(chart, source))
        parts.append(f'\n<table class="chart-table">\n{_head(chart.heads)}\n<tbody>\n{rows}\n</tbody></table>')
    parts.append("\n</div>\n</figure>\n")
    return joined(parts)


@lru_cache(maxsize=1 << 6)
def _head(heads: tuple[str, ...]) -> str:
    cells = "".join([f'<th scope="col">{escape(head)}</th>' for head in heads])
    return f"<thead><tr>{cells}</tr></thead>"


def _rows(chart: Chart, source: str) -> Iterator[str]:
    safe = iter(escaped([entry.text for row in chart.rows for entry in row]))
    for row in chart.rows:
        cells = []
        for entry, text in zip(row, safe, strict=False):
            said = f'<data value="{entry.value}">{text}</data>' if entry.value else text
            if entry.anchor and source:
                said = f'<a class="fig" href="{source}#{entry.anchor}">{said}</a>'
            elif entry.href:
                said = f'<a class="fig" href="{escape(entry.href)}">{said}</a>'
            cells.append(said)
        yield f'<tr><th scope="row">{cells[0]}</th><td>{"</td><td>".join(cells[1:])}</td></tr>'
