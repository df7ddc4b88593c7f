"""The rows of a project's indicator table: labels said once, every target linked to its cell."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from ..model import Indicator
from .markup import escaped, joined

_GAP = '<span class="gap">原文此处缺失</span>'
_SAME = '<span class="same">同三级指标</span>'


def indicator_rows(indicators: Sequence[Indicator], source: str) -> Markup:
    """One ``<tr>`` an indicator, with ``id="i1"``, ``i2``, …; ``source`` is the way to the source view."""
    texts: list[str] = []
    for one in indicators:
        target = one.target
        texts += (
            one.dimension or "",
            one.aspect or "",
            one.name,
            target.printed if target else "",
            one.description or "",
            one.basis or "",
        )
    safe = iter(escaped(texts)) if texts else iter(())
    before = above = None
    rows = []
    cells = zip(safe, safe, safe, safe, safe, safe, strict=True)
    for number, (one, (dimension, aspect, name, printed, description, basis)) in enumerate(
        zip(indicators, cells, strict=True), 1
    ):
        new = dimension != before
        shown = aspect if new or aspect != above else ""
        before, above = dimension, aspect
        rows.append(
            f'<tr id="i{number}"{" class=first" if new else ""}>'
            f'<td class="dim" data-label="一级指标">{dimension if new else ""}</td>'
            f'<td data-label="二级指标">{shown}</td>'
            f'<th scope="row">{name}</th>'
            f'<td class="target" data-label="指标值">{_target(one, printed, source)}</td>'
            f'<td data-label="绩效指标描述">{_description(one, description)}</td>'
            f'<td data-label="指标值确定依据">{_GAP if one.basis is None else basis or "—"}</td></tr>\n'
        )
    return joined(rows)


def _target(one: Indicator, printed: str, source: str) -> str:
    target = one.target
    if target is None:
        return f'<a class="fig gap" href="{source}#{one.anchor}">原文此处缺失</a>'
    if target.value is not None:
        printed = f'<data value="{target.value!s}">{printed}</data>'
    return f'<a class="fig" href="{source}#{target.anchor}">{printed or "未填"}</a>'


def _description(one: Indicator, description: str) -> str:
    if one.description is None:
        return _GAP
    if one.description == one.name:
        return _SAME
    return description or "—"
