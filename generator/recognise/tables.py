"""Part two (第二部分 预算项目绩效目标): rows of tables → one draft a project.

In: the blocks from the first project heading on. Out: drafts holding cells by role, plus what nothing claimed.
Rows are told by the labels in them and by the block of the form they stand in, never by their position on a
page. A row that fits nowhere ends the table: it and all that follow are kept as fragments until a new table
begins, because attaching them would be guessing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Block, Cell, Row
from .drafts import Draft, Further, projects_only
from .flat import Lists
from .headings import Above, Pending, drop, heading_in, labelled, take_above
from .shapes import Labels, Shape, shape_of
from .vocabulary import Vocabulary, squeeze

_UNIT = re.compile(r"\s*(\d{6})\s*([^\d\s].*)", re.DOTALL)
_BEFORE_UNIT = frozenset("0123456789 \t\n\u3000\xa0")  # what a cell with a unit's code can begin with
_HAN = "\u3001"  # most texts begin with a Chinese character, behind all of these: one comparison tells
_NUMBERED_GOAL = re.compile(r"目标\s*\d+")


def _blank(cells: Sequence[Cell]) -> bool:
    for cell in cells:  # noqa: SIM110 - most rows end it at once, before a generator is made
        if cell.text and not cell.text.isspace():
            return False
    return True


class Tables:
    """Reads blocks one by one; afterwards ``drafts`` and ``claims`` say what was found."""

    def __init__(self, vocabulary: Vocabulary, claims: list[str]):
        self.vocabulary, self.claims = vocabulary, claims
        self.drafts: list[Draft] = []
        self.pending: Pending = []
        self.years: list[tuple[int, str]] = []  # printed above tables
        self.owners: list[Cell] = []  # departments that tables print beside their units
        self._lists = Lists(vocabulary, claims)

    def read(self, blocks: Sequence[Block], start: int) -> None:
        for index in range(start, len(blocks)):
            block = blocks[index]
            if not isinstance(block, Row):
                self.pending.append((index, block))
            elif (
                len(cells := block.cells) > 1 and cells[1].text and not cells[1].text.isspace()
            ):  # so it is in most rows
                self.claims[index] = self._row(index, block)
            elif heading := heading_in(block, self.vocabulary):
                self.pending.append((index, heading))
            else:
                self.claims[index] = self._row(index, block)
        drop(self.pending, self.claims, self.vocabulary)
        self.drafts = projects_only(self.drafts, self.claims)
        self.years += self._lists.years
        self.owners += self._lists.owners

    # -- rows ------------------------------------------------------------------------------------

    def _row(self, index: int, row: Row) -> str:
        if self._goes_on(row):
            return self._indicator(self.drafts[-1], row.cells)
        label, opening = self.vocabulary.label, self.vocabulary.opening
        cells = row.cells
        labels = tuple([label(text) if (text := cell.text)[:1] in opening else None for cell in cells])
        shape = shape_of(labels) if any(labels) else None
        if self._lists.reading or (shape and shape.names_project):
            claim = self._lists.row(index, row, labels, self.pending, self.drafts)
            if claim is not None:
                return claim
        draft = self.drafts[-1] if self.drafts else None
        if self.pending or draft is None:
            draft = self._begin(row, shape) or draft
        elif self._begins_anew(draft, row, labels, shape):
            draft = self._new_draft(row, Above())
        if draft is None:
            return ""
        role = self._role(draft, row, labels, shape)
        if role:
            draft.last_anchor = cells[-1].anchor
        elif not _blank(cells):
            draft.mode = "lost"
            draft.fused_at = draft.fused_at or cells[0].anchor
        else:
            return "blank"
        return f"project {draft.order}: {role}" if role else ""

    def _goes_on(self, row: Row) -> bool:
        """Whether the row is plainly one more of the indicator table. Most rows are: it spares looking at each cell."""
        if not self.drafts or self.pending:
            return False
        draft, cells, label = self.drafts[-1], row.cells, self.vocabulary.label
        return (
            draft.mode == "indicators"
            and draft.columns is not None
            and len(cells) == len(draft.columns)
            and not row.cut
            and not self._lists.reading
            and label(cells[0].text) is None
            and label(cells[-1].text) is None
            and self._unit_of(row) is None
        )

    def _indicator(self, draft: Draft, cells: tuple[Cell, ...]) -> str:
        draft.last_anchor = cells[-1].anchor
        if _blank(cells):
            return f"project {draft.order}: blank"
        draft.indicators.append(cells)
        return f"project {draft.order}: indicator {len(draft.indicators)}"

    def _role(self, draft: Draft, row: Row, labels: Labels, shape: Shape | None) -> str:
        cells = row.cells
        if shape is None:
            if row.cut and self._unit_of(row) is None:
                return ""
            return self._continuation(draft, cells) or self._inline_fields(draft, cells)
        if shape.columns:
            draft.columns, draft.mode = shape.columns, "indicators"
            return "indicator columns"
        if draft.mode == "indicators" and draft.columns:
            # 绩效目标 or 单位 inside an indicator's text is no label there
            return self._continuation(draft, cells)
        if shape.months:
            draft.months, draft.mode = shape.months, "plan"
            return "plan months"
        if shape.goals:
            draft.mode = "goals"
            return self._goals(draft, cells, labels)
        return self._fields(draft, cells, shape)

    def _continuation(self, draft: Draft, cells: tuple[Cell, ...]) -> str:
        """A row without labels: what it is follows from the block of the form it stands in."""
        if draft.mode == "plan":
            values = [(month, cells[at]) for at, month in draft.months if at < len(cells)]
            draft.plan = values if len(values) == len(draft.months) else []
            draft.mode = "after plan"
            return "plan" if draft.plan else ""
        if draft.mode == "indicators":
            if _blank(cells):
                return "blank"
            draft.indicators.append(cells)
            return f"indicator {len(draft.indicators)}"
        if draft.mode == "head" and self._unit_row(draft, cells):
            return "unit"
        blank_first = not cells[0].text.strip()
        if draft.mode == "funds" and blank_first and len(cells) > 1 and _blank(cells[2:]):
            draft.purpose, draft.mode = cells[1], "after purpose"
            return "purpose"
        if draft.mode == "goals" and blank_first:
            return self._goals(draft, cells, (None,) * len(cells))
        return ""

    def _fields(self, draft: Draft, cells: tuple[Cell, ...], shape: Shape) -> str:
        """Pairs of a label and, in the next cell, its value."""
        roles = []
        for at, kind, key, has_value in shape.fields:
            if kind == "group":
                if key == "funds":
                    draft.mode = "funds"
                    draft.money_unit = draft.money_unit or self.vocabulary.unit_in_label(cells[at].text)
                continue
            if kind in ("field", "amount", "text"):
                if has_value:
                    self._field(draft, kind, key, cells[at].text, cells[at + 1])
                roles.append(key)
        self._unit_row(draft, cells)
        return ", ".join(roles) or ("funds" if draft.mode == "funds" else "")

    def _field(self, draft: Draft, kind: str, key: str, label: str, value: Cell) -> None:
        unit = self.vocabulary.unit_in_label(label) if "元" in label else None
        if kind != "field":
            draft.further.append(Further(kind, key, value, unit))
            return
        if key == "purpose":
            draft.purpose = value
        elif key == "department" and value.text.strip():
            self.owners.append(value)
        if unit:
            draft.label_units[key] = unit
        draft.fields.setdefault(key, value)

    def _inline_fields(self, draft: Draft, cells: tuple[Cell, ...]) -> str:
        """Label and value in one cell: 项目名称：校舍维修."""
        roles = []
        for cell in cells if draft.mode in ("head", "funds") else ():
            found = labelled(cell, self.vocabulary)
            if found and found[0].startswith(("field:", "amount:", "text:")):
                kind, _, key = found[0].partition(":")
                self._field(draft, kind, key, cell.text.partition("：")[0], found[1])
                roles.append(key)
        return ", ".join(roles)

    def _goals(self, draft: Draft, cells: tuple[Cell, ...], labels: Labels) -> str:
        """Goals behind their label; where labels of periods head columns, below them."""
        texts: list[tuple[Cell, str | None]] = []
        period: str | None = None
        for at, (cell, found) in enumerate(zip(cells, labels, strict=True)):
            if found:
                period = found[7:] if found.startswith("period:") else None
                if period:
                    draft.goal_columns[at] = period
            elif cell.text.strip():
                texts.append((cell, period or draft.goal_columns.get(at)))
        if texts and any(labels):
            draft.goal_columns = {}  # the labels had their values beside them
        if len(texts) > 1 and _NUMBERED_GOAL.fullmatch(texts[0][0].text.strip()):
            texts = texts[1:]
        draft.goals.extend(texts)
        return "goals" if texts or any(labels) else ""

    # -- where a table begins --------------------------------------------------------------------

    def _unit_of(self, row: Row) -> Cell | None:
        for cell in row.cells:
            if (text := cell.text) < _HAN and text[:1] in _BEFORE_UNIT and _UNIT.fullmatch(text):
                return cell
        return None

    def _unit_row(self, draft: Draft, cells: tuple[Cell, ...]) -> bool:
        found = False
        for cell in cells:
            if draft.unit is None and cell.text < _HAN and cell.text[:1] in _BEFORE_UNIT and _UNIT.fullmatch(cell.text):
                draft.unit, found = cell, True
            if "元" in cell.text and (money := self.vocabulary.money_unit.fullmatch(squeeze(cell.text))):
                draft.money_unit, found = money[1], True
        return found

    def _begins_anew(self, draft: Draft, row: Row, labels: Labels, shape: Shape | None) -> bool:
        """A table that begins without a heading: a unit line, or a second code or name."""
        if not draft.started:
            return False
        if shape is None:
            return (
                draft.mode != "head"
                and self._unit_of(row) is not None
                and sum(bool(cell.text.strip()) for cell in row.cells) <= 3
            )
        if draft.mode in ("head", "funds"):
            return False
        # among indicators only a row that opens with such a label begins anew: further in, it is an indicator's text
        return shape.names_project and (draft.mode != "indicators" or labels[0] in ("field:code", "field:name"))

    def _begin(self, row: Row, shape: Shape | None) -> Draft | None:
        """A table after paragraphs: begins a project where its first row looks like one."""
        looks_like = (shape is not None and shape.names_field) or self._unit_of(row) is not None
        above = take_above(self.pending, len(self.drafts) + 1, self.claims, self.vocabulary)
        if not (looks_like or above.heading):
            return None
        return self._new_draft(row, above)

    def _new_draft(self, row: Row, above: Above) -> Draft:
        anchor = above.heading[0].anchor if above.heading else row.anchor
        draft = Draft(len(self.drafts) + 1, anchor, above.heading)
        draft.money_unit = above.money_unit
        draft.year = above.year
        if above.year:
            self.years.append(above.year)
        for key, cell in above.fields:
            self._field(draft, "field", key, "", cell)
        self.drafts.append(draft)
        return draft
