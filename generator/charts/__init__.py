"""Numbers in, SVG out: the charts of the portal, drawn at build time, without script or inline style.

In: a plan, sums or a list of amounts. Out: a :class:`Chart`, which is the drawing, the finding in one
sentence, and the table of its numbers. Pure and deterministic; the same numbers give the same bytes.

Three shapes: :func:`plan_chart` (one project's 资金支出计划; :func:`plan_caption` is its finding alone),
:func:`spending_chart` (the plans of many projects, summed) and :func:`bars_chart` (projects or departments by
size). How they look is written in ``static/css/charts.css``; the drawing holds geometry and class names only.
Nothing is told apart by colour alone: what is stated is solid, what is not is hollow or hatched and says so.

Decided against: a line through the checkpoints of a plan, because it would draw what the form does not say
(how the money flows between two dates); rounding, because every figure shown can be looked up; and scaling
labels down to fit, because a phone is narrow enough: labels move apart, wrap, or are cut with the whole text
in their ``<title>`` and in the table.
"""

from .bars import bars_chart
from .drawing import Chart, Entry
from .plan import plan_caption, plan_chart
from .spending import spending_chart
from .spending_words import PlannedBy

__all__ = ["Chart", "Entry", "PlannedBy", "bars_chart", "plan_caption", "plan_chart", "spending_chart"]
