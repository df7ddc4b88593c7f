"""One project's cells by role, while its table is being read; facts are made of them later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..model import Cell, Paragraph


class Further(NamedTuple):
    """A cell under a label that is none of the usual ones: 上年结转资金, 立项依据."""

    kind: str  # "amount" or "text"
    label: str
    cell: Cell
    money_unit: str | None


class Draft:
    """``mode`` is the block of the form reached: head, funds, plan, goals, indicators …"""

    def __init__(self, order: int, anchor: str, heading: Sequence[Paragraph] = ()):
        self.order, self.anchor, self.heading = order, anchor, heading
        self.mode = "head"
        self.unit: Cell | None = None
        self.money_unit: str | None = None
        self.year: tuple[int, str] | None = None  # printed above the table, and where
        self.fields: dict[str, Cell] = {}
        self.label_units: dict[str, str] = {}  # a field's own unit of money: 预算数（元）
        self.further: list[Further] = []
        self.purpose: Cell | None = None
        self.months: Sequence[tuple[int, int]] = ()  # column and month
        self.plan: list[tuple[int, Cell]] = []
        self.goals: list[tuple[Cell, str | None]] = []  # with the period it is for
        self.goal_columns: dict[int, str] = {}  # column → period, where periods head columns
        self.columns: Sequence[str] | None = None
        self.indicators: list[tuple[Cell, ...]] = []
        self.last_anchor = anchor  # of the last cell that belongs to the project
        self.fused_at: str | None = None  # where rows that belong to nobody begin

    @property
    def started(self) -> bool:
        return bool(self.fields) or self.mode != "head"

    @property
    def unit_of_all(self) -> str | None:
        """The unit of money for amounts that print none: the table's, else the one in the budget's label."""
        return self.money_unit or self.label_units.get("budget")

    @property
    def says_what_for(self) -> bool:
        """Whether this is a project's table at all, and not a list of projects and sums."""
        return bool(self.heading or self.unit or self.goals or self.plan or self.purpose or self.columns)


def projects_only(drafts: Sequence[Draft], claims: list[str]) -> list[Draft]:
    """Without what is no project's table after all: a row of a list may look like the beginning of one."""
    lists = {draft.order for draft in drafts if not draft.says_what_for}
    if not lists:
        return list(drafts)
    kept = [draft for draft in drafts if draft.order not in lists]
    claimed = {f"project {draft.order}": f"project {order}" for order, draft in enumerate(kept, 1)}
    for index, claim in enumerate(claims):
        whose, colon, role = claim.partition(": ")
        if colon and whose.startswith("project "):
            claims[index] = f"{claimed[whose]}: {role}" if whose in claimed else ""
    for order, draft in enumerate(kept, 1):
        draft.order = order
    return kept
