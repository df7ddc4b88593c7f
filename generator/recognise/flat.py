"""One table for a whole department: the form's labels head its columns, and each project takes some rows.

Unit, project and amount stand on the first of a project's rows only; a row with an amount and no project is
the department's or a unit's sum. The head may be one row, or two where 绩效指标 spans its columns.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Cell, Row
from .drafts import Draft
from .headings import Pending, drop, is_heading, take_above
from .texts import clean
from .vocabulary import Vocabulary

Labels = Sequence[str | None]


def is_head(labels: Labels) -> bool:
    """A row of labels without values, a project's name or code among them: the head of a list."""
    if "field:name" not in labels and "field:code" not in labels:
        return False
    run = best = 0
    for label in labels:
        run = run + 1 if label else 0
        best = max(best, run)
    return best >= 3


class FlatTable:
    """Reads the rows below such a head into drafts."""

    def __init__(self, labels: Labels, cells: Sequence[Cell], money_unit: str | None, vocabulary: Vocabulary):
        self.at = {label: column for column, label in enumerate(labels) if label}
        self.columns = [(label or "").removeprefix("column:") for label in labels]
        self.vocabulary = vocabulary
        self.money_unit = money_unit
        self.label_units = {
            label[6:]: unit
            for label, cell in zip(labels, cells, strict=False)
            if label and label.startswith("field:") and (unit := vocabulary.unit_in_label(cell.text))
        }
        self.unit: Cell | None = None
        self.owner: Cell | None = None  # 单位名称 of a sum with a department's three digits

    @classmethod
    def beginning(
        cls, head: Labels, row: Row, labels: Labels, money_unit: str | None, vocabulary: Vocabulary
    ) -> FlatTable | None:
        """The table that this row heads, perhaps together with the row of the head above it."""
        if sum(bool(label and label.startswith("column:")) for label in labels) < 2:
            return None
        own = [*labels, *([None] * (len(head) - len(labels)))]
        both = [label or (head[at] if at < len(head) else None) for at, label in enumerate(own)]
        return cls(both, row.cells, money_unit, vocabulary) if "field:name" in both else None

    def add(self, row: Row, drafts: list[Draft]) -> str:
        """Put one row where it belongs and say what it is."""
        name, unit = self._cell(row, "field:name"), self._cell(row, "field:unit")
        if unit:
            self.unit = unit
        if name and not (drafts and self._goes_on(drafts[-1], name)):
            drafts.append(self._begin(row, name, len(drafts) + 1))
            self._add_goal(row, drafts[-1])
        elif not name and not self._cell(row, "column:name"):
            self.owner = self.owner or unit
            return "sum of a department" if any(cell.text.strip() for cell in row.cells) else "blank"
        elif not drafts:
            return ""
        draft = drafts[-1]
        draft.last_anchor = row.cells[-1].anchor
        if not name:
            self._add_goal(row, draft)
        if not self._cell(row, "column:name"):
            return f"project {draft.order}: fields"
        draft.indicators.append(row.cells)
        return f"project {draft.order}: indicator {len(draft.indicators)}"

    def _cell(self, row: Row, label: str) -> Cell | None:
        """The cell under a label, None where it is blank."""
        at = self.at.get(label)
        cell = row.cells[at] if at is not None and at < len(row.cells) else None
        return cell if cell and cell.text.strip() else None

    def _goes_on(self, draft: Draft, name: Cell) -> bool:
        """Some departments print the project on each of its rows."""
        before = draft.fields.get("name")
        return before is not None and before.text == name.text and draft.unit == self.unit

    def _begin(self, row: Row, name: Cell, order: int) -> Draft:
        draft = Draft(order, row.anchor)
        draft.unit, draft.mode, draft.columns = self.unit, "indicators", self.columns
        draft.money_unit, draft.label_units = self.money_unit, self.label_units
        for label, column in self.at.items():
            kind, _, key = label.partition(":")
            if kind == "field" and key != "unit" and column < len(row.cells):
                draft.fields[key] = row.cells[column]
        draft.fields["name"] = name
        return draft

    def _add_goal(self, row: Row, draft: Draft) -> None:
        for label in self.at:
            if label.startswith(("group:goals", "period:")) and (cell := self._cell(row, label)):
                draft.goals.append((cell, None))


class Lists:
    """Finds such tables among the others, and lists of sums, whose rows are no project's."""

    def __init__(self, vocabulary: Vocabulary, claims: list[str]):
        self.vocabulary, self.claims = vocabulary, claims
        self.years: list[tuple[int, str]] = []  # printed above them
        self.owners: list[Cell] = []
        self._table: FlatTable | None = None
        self._head: Labels = ()  # the first row of a head that may take two
        self._head_at = 0
        self._of_sums = False
        self._money_unit: str | None = None
        #: Whether the rows at hand may be those of a list.
        self.reading = False

    def row(self, index: int, row: Row, labels: Labels, pending: Pending, drafts: list[Draft]) -> str | None:
        """What a row is in such a table; None where it stands in none."""
        claim = self._row(index, row, labels, pending, drafts)
        self.reading = self._table is not None or self._of_sums or bool(self._head)
        return claim

    def _row(self, index: int, row: Row, labels: Labels, pending: Pending, drafts: list[Draft]) -> str | None:
        if self._of_sums and not pending and not any(labels):
            return ""
        if self._head or is_head(labels):
            return self._take_head(index, row, labels, pending, len(drafts) + 1)
        self._of_sums = False
        if self._table is None:
            return None
        if pending and any(is_heading(clean(line.text, self.vocabulary), self.vocabulary) for _, line in pending):
            self._table = None
            return None
        drop(pending, self.claims, self.vocabulary)
        claim = self._table.add(row, drafts)
        if self._table.owner and self._table.owner not in self.owners:
            self.owners.append(self._table.owner)
        return claim

    def _take_head(self, index: int, row: Row, labels: Labels, pending: Pending, order: int) -> str:
        head, self._head = self._head, ()
        above = take_above(pending, order, self.claims, self.vocabulary)
        self.years.extend([above.year] if above.year else [])
        self._money_unit = above.money_unit or self._money_unit
        self._table = FlatTable.beginning(head, row, labels, self._money_unit, self.vocabulary)
        if self._table:
            if head:
                self.claims[self._head_at] = "head of the list"
            return "head of the list"
        self._of_sums = bool(head)
        if not head:
            self._head, self._head_at = labels, index
        return ""
