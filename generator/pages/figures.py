"""Figures and charts as HTML: every number a ``<data>`` inside a link to its place in the source view.

This is the one place that writes them, so that ``verify`` can read pages back. Texts come in escaped.
"""

from __future__ import annotations

from html import escape

from markupsafe import Markup

from ..charts import Chart, Entry
from .markup import joined

UNSTATED = '<span class="unstated">未填</span>'


def fig(href: str, text: str, value: object = None, kind: str = "fig") -> str:
    """A linked figure or text; ``text`` is escaped already, ``value`` is the exact number it stands for."""
    if value is not None:
        return f'<a class="{kind}" href="{href}"><data value="{value}">{text}</data></a>'
    return f'<a class="{kind}" href="{href}">{text}</a>'


def chart_figure(chart: Chart | None, source: str = "", table: bool = True) -> Markup:
    """A chart as ``<figure>``: its finding, its drawing, its numbers. ``source`` is the way to the source view."""
    if chart is None:
        return Markup()
    if not chart.rows:
        return Markup('<p class="unstated">{}</p>').format(chart.caption)
    parts = [
        '<figure class="chart-figure">\n<figcaption>',
        escape(chart.caption),
        '</figcaption>\n<div class="chart-body">\n',
        chart.svg,
    ]
    if table:
        heads = "".join([f'<th scope="col">{escape(head)}</th>' for head in chart.heads])
        rows = "\n".join([_row(row, source) for row in chart.rows])
        parts.append(
            f'\n<table class="chart-table">\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>'
        )
    parts.append("\n</div>\n</figure>\n")
    return joined(parts)


def _row(row: tuple[Entry, ...], source: str) -> str:
    first, *rest = row
    cells = "".join([f"<td>{_entry(entry, source)}</td>" for entry in rest])
    return f'<tr><th scope="row">{_entry(first, source)}</th>{cells}</tr>'


def _entry(entry: Entry, source: str) -> str:
    text = escape(entry.text)
    href = f"{source}#{entry.anchor}" if entry.anchor and source else escape(entry.href)
    if href:
        return fig(href, text, entry.value or None)
    return f'<data value="{entry.value}">{text}</data>' if entry.value else text
