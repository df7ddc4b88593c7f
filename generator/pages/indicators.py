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
    safe = iter(escaped(texts) if texts else ())
    before = above = None
    rows = []
    cells = zip(indicators, safe, safe, safe, safe, safe, safe, strict=True)
    for number, (one, dimension, aspect, name, printed, description, basis) in enumerate(cells, 1):
        kind = label = shown = ""
        if dimension != before:
            kind, label, before, above = " class=first", dimension, dimension, None
        if aspect != above:
            shown = above = aspect
        target, told = one.target, one.description
        if target is None:
            promised = f'<a class="fig gap" href="{source}#{one.anchor}">原文此处缺失</a>'
        else:
            said = printed or "未填" if target.value is None else f'<data value="{target.value!s}">{printed}</data>'
            promised = f'<a class="fig" href="{source}#{target.anchor}">{said}</a>'
        words = _GAP if told is None else _SAME if told == one.name else description or "—"
        rows.append(
            f'<tr id="i{number}"{kind}>'
            f'<td class="dim" data-label="一级指标">{label}</td>'
            f'<td data-label="二级指标">{shown}</td>'
            f'<th scope="row">{name}</th>'
            f'<td class="target" data-label="指标值">{promised}</td>'
            f'<td data-label="绩效指标描述">{words}</td>'
            f'<td data-label="指标值确定依据">{_GAP if one.basis is None else basis or "—"}</td></tr>\n'
        )
    return joined(rows)
