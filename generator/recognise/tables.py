"""Part two (第二部分 预算项目绩效目标): rows of tables → one draft a project.

In: the blocks from the first project heading on. Out: drafts holding cells by role, plus what nothing claimed.
Rows are told by the labels in them and by the block of the form they stand in, never by their position on a
page. A row that fits nowhere ends the table: it and all that follow are kept as fragments until a new table
begins, because attaching them would be guessing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Block, Cell, Paragraph, Row
from .texts import clean
from .vocabulary import Vocabulary, squeeze

_UNIT = re.compile(r"\s*(\d{6})\s*([^\d\s].*)", re.DOTALL)
_SENTENCE_END = tuple("。；;：:，,！？")


class Draft:
    """One project's cells by role, while its table is being read. ``mode`` is the block of the form reached."""

    def __init__(self, order: int, anchor: str, heading: list[Paragraph]):
        self.order, self.anchor, self.heading = order, anchor, heading
        self.mode = "head"
        self.unit: Cell | None = None
        self.money_unit: str | None = None
        self.fields: dict[str, Cell] = {}
        self.purpose: Cell | None = None
        self.months: list[int] = []
        self.plan: list[tuple[int, Cell]] = []
        self.goals: list[Cell] = []
        self.columns: list[str] | None = None
        self.indicators: list[tuple[Cell, ...]] = []
        self.last_anchor = anchor  # of the last cell that belongs to the project
        self.fused_at: str | None = None  # where rows that belong to nobody begin

    @property
    def started(self) -> bool:
        return bool(self.fields) or self.mode != "head"


class Tables:
    """Reads blocks one by one; afterwards ``drafts`` and ``claims`` say what was found."""

    def __init__(self, vocabulary: Vocabulary, claims: list[str]):
        self.vocabulary, self.claims = vocabulary, claims
        self.drafts: list[Draft] = []
        self.pending: list[tuple[int, Paragraph]] = []

    def read(self, blocks: Sequence[Block], start: int) -> None:
        for index in range(start, len(blocks)):
            block = blocks[index]
            if isinstance(block, Row):
                self.claims[index] = self._row(block)
            else:
                self.pending.append((index, block))
        self._drop_pending()

    # -- rows ------------------------------------------------------------------------------------

    def _row(self, row: Row) -> str:
        label = self.vocabulary.label
        cells = row.cells
        labels = [label(cell.text) for cell in cells]
        draft = self.drafts[-1] if self.drafts else None
        if self.pending or draft is None:
            draft = self._begin(row, labels) or draft
        elif self._begins_anew(draft, row, labels):
            draft = self._new_draft(row, [])
        if draft is None:
            return ""
        role = self._role(draft, row, labels)
        if role:
            draft.last_anchor = cells[-1].anchor
        elif any(cell.text.strip() for cell in cells):
            draft.mode = "lost"
            draft.fused_at = draft.fused_at or cells[0].anchor
        else:
            return "blank"
        return f"project {draft.order}: {role}" if role else ""

    def _role(self, draft: Draft, row: Row, labels: list[str | None]) -> str:
        cells, mode = row.cells, draft.mode
        known = [found for found in labels if found]
        if not known:
            return "" if row.cut and self._unit_of(row) is None else self._continuation(draft, cells)
        kinds = [found.partition(":")[0] for found in known]
        if kinds.count("column") >= 2:
            draft.columns = [(found or "").removeprefix("column:") for found in labels]
            draft.mode = "indicators"
            return "indicator columns"
        if mode == "indicators" and draft.columns:
            # 绩效目标 or 单位 inside an indicator's text is no label there
            return self._continuation(draft, cells)
        if kinds.count("month") >= 2:
            draft.months = [int(found[6:]) for found in labels if found and found.startswith("month:")]
            draft.mode = "plan"
            return "plan months"
        if known[0] == "group:goals":
            draft.mode = "goals"
            return self._goals(draft, cells, labels)
        return self._fields(draft, cells, labels)

    def _continuation(self, draft: Draft, cells: tuple[Cell, ...]) -> str:
        """A row without labels: what it is follows from the block of the form it stands in."""
        if draft.mode == "plan":
            values = cells[-len(draft.months) :] if len(cells) >= len(draft.months) else ()
            draft.plan = list(zip(draft.months, values, strict=False))
            draft.mode = "after plan"
            return "plan" if draft.plan else ""
        if draft.mode == "indicators":
            if any(cell.text.strip() for cell in cells):
                draft.indicators.append(cells)
                return f"indicator {len(draft.indicators)}"
            return "blank"
        if draft.mode == "head" and self._unit_row(draft, cells):
            return "unit"
        blank_first = not cells[0].text.strip()
        if draft.mode == "funds" and blank_first and len(cells) == 2:
            draft.purpose, draft.mode = cells[1], "after purpose"
            return "purpose"
        if draft.mode == "goals" and blank_first:
            return self._goals(draft, cells, [None] * len(cells))
        return ""

    def _fields(self, draft: Draft, cells: tuple[Cell, ...], labels: list[str | None]) -> str:
        """Pairs of a label and, in the next cell, its value."""
        roles = []
        for at, found in enumerate(labels):
            if not found:
                continue
            kind, _, key = found.partition(":")
            if kind == "group":
                if key == "funds":
                    draft.mode = "funds"
                continue
            if kind != "field":
                continue
            value = cells[at + 1] if at + 1 < len(cells) and not labels[at + 1] else None
            if value is not None:
                draft.fields.setdefault(key, value)
                if key == "purpose":
                    draft.purpose = value
            roles.append(key)
        self._unit_row(draft, cells)
        return ", ".join(roles) or ("funds" if draft.mode == "funds" else "")

    def _goals(self, draft: Draft, cells: tuple[Cell, ...], labels: list[str | None]) -> str:
        texts = [cell for cell, found in zip(cells, labels, strict=True) if not found and cell.text.strip()]
        if len(texts) > 1 and re.fullmatch(r"目标\s*\d+", texts[0].text.strip()):
            texts = texts[1:]
        draft.goals.extend(texts)
        return "goals" if texts or any(labels) else ""

    # -- where a table begins --------------------------------------------------------------------

    def _unit_of(self, row: Row) -> Cell | None:
        return next((cell for cell in row.cells if _UNIT.fullmatch(cell.text)), None)

    def _unit_row(self, draft: Draft, cells: tuple[Cell, ...]) -> bool:
        found = False
        for cell in cells:
            if draft.unit is None and _UNIT.fullmatch(cell.text):
                draft.unit, found = cell, True
            money = self.vocabulary.money_unit.fullmatch(squeeze(cell.text))
            if money:
                draft.money_unit, found = money[1], True
        return found

    def _begins_anew(self, draft: Draft, row: Row, labels: list[str | None]) -> bool:
        """A table that begins without a heading: a unit line, or a second code or name."""
        if not draft.started:
            return False
        if (
            self._unit_of(row) is not None
            and not any(labels)
            and sum(bool(cell.text.strip()) for cell in row.cells) <= 3
        ):
            return draft.mode != "head"
        return draft.mode not in ("head", "funds") and any(found in ("field:code", "field:name") for found in labels)

    def _begin(self, row: Row, labels: list[str | None]) -> Draft | None:
        """A table after paragraphs: begins a project where its first row looks like one."""
        looks_like = any(found and found.startswith("field:") for found in labels) or self._unit_of(row) is not None
        heading = self._take_heading()
        if not (looks_like or heading):
            return None
        return self._new_draft(row, heading)

    def _new_draft(self, row: Row, heading: list[Paragraph]) -> Draft:
        anchor = heading[0].anchor if heading else row.anchor
        draft = Draft(len(self.drafts) + 1, anchor, heading)
        self.drafts.append(draft)
        return draft

    def _take_heading(self) -> list[Paragraph]:
        """The last of the pending paragraphs, and the one before it where the name is broken over two lines."""
        taken: list[Paragraph] = []
        texts = [(index, block, clean(block.text, self.vocabulary)) for index, block in self.pending]
        texts = [entry for entry in texts if entry[2]]
        if texts and is_heading(texts[-1][2], self.vocabulary):
            own = {texts[-1][0]}
            if len(texts) > 1 and self._broken_name(texts[-2][2]) and not texts[-1][2][0].isdigit():
                own.add(texts[-2][0])
            taken = [block for index, block in self.pending if index in own]
            for index in own:
                self.claims[index] = f"project {len(self.drafts) + 1}: heading"
        self._drop_pending()
        return taken

    def _broken_name(self, text: str) -> bool:
        return (
            len(text) <= 60
            and not text.endswith(_SENTENCE_END)
            and not text.isdigit()
            and squeeze(text) not in self.vocabulary.parts
            and not is_heading(text, self.vocabulary)
        )

    def _drop_pending(self) -> None:
        for index, block in self.pending:
            if not self.claims[index]:
                text = squeeze(clean(block.text, self.vocabulary))
                if not text:
                    self.claims[index] = "blank"
                elif text in self.vocabulary.parts:
                    self.claims[index] = "part heading"
                elif re.fullmatch(r"[-—－]?\d{1,4}[-—－]?|第\d+页(?:共\d+页)?", text):
                    self.claims[index] = "page number"
        self.pending = []


def is_heading(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a paragraph is the heading of a project table (…绩效目标表)."""
    return squeeze(text) not in vocabulary.parts and vocabulary.project_heading.fullmatch(text) is not None
