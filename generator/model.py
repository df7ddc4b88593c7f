"""All types, in pipeline order: bytes → blocks → submission → catalogue.

What comes in and out of every stage is one of these frozen structs (msgspec: they are as cheap as
tuples to make, and travel between processes and into the store as MessagePack, unchanged and as
arrays: the names of their fields were two fifths of a digest; those that stand in the downloads as
they are keep their names).

A fact inside a submission carries its ``anchor``: ``L88`` for text, ``t3.r5.c2`` for a table cell,
``p28.t1.r3`` in a PDF, ``Sheet1!C4`` in a workbook. The source is the submission's, so it is not
repeated in each fact; where a place leaves its submission it is a :class:`Place`.

Money is ``Decimal`` yuan and never float. A blank cell is ``None`` with ``printed == ""``; a cell that
is not there at all is ``None`` as a whole. The Chinese label of each name stands beside it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from msgspec import Struct

KnownFrom = Literal["printed", "project_code", "unit_name", "portal"]
Severity = Literal["error", "doubt", "note"]  # 错误 疑点 提示


class Place(Struct, frozen=True, gc=False, array_like=True):
    """Where something stands: a submission's id (or a file's path) and the anchor in it."""

    source: str
    anchor: str


# --- find and read -----------------------------------------------------------------------------


class Source(Struct, frozen=True, gc=False, array_like=True):
    """A file as received. ``path`` is relative to the portal's folder, with forward slashes."""

    path: str
    sha256: str
    size: int
    format: str = "text"  # which reader read it: text, markdown, html, docx, …


class Cell(Struct, frozen=True, gc=False, array_like=True):
    """One table cell. The continuation of a merged cell reads as empty text."""

    text: str
    anchor: str


class Paragraph(Struct, frozen=True, gc=False, array_like=True, tag="p"):
    """One paragraph of running text, as printed."""

    text: str
    anchor: str


class Row(Struct, frozen=True, gc=False, array_like=True, tag="r"):
    """One table row. ``table`` numbers the document's tables from 1; ``cut`` says that the source shows
    a break right before this row (in a text dump: blanks before the tab), so it continues nothing."""

    cells: tuple[Cell, ...]
    anchor: str
    table: int
    cut: bool = False


Block = Paragraph | Row


class Document(Struct, frozen=True, gc=False, array_like=True):
    """A file as blocks in reading order."""

    source: Source
    blocks: tuple[Block, ...]


PersonalData = Literal["identity_card", "mobile", "telephone", "bank_card", "e_mail", "name"]


class Masked(Struct, frozen=True, gc=False, array_like=True):
    """Where personal data was masked: the anchor, the mask as it now stands there, and what it covers."""

    anchor: str
    printed: str
    kind: PersonalData


class ReadError(Exception):
    """A file, or a part of it, that cannot be read. Caught in one place and turned into a message."""

    def __init__(self, code: str, message: str, hint: str = "", *, line: int = 1, col: int = 1, excerpt: str = ""):
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint
        self.line, self.col, self.excerpt = line, col, excerpt


class BuildError(Exception):
    """A bad set-up: what is wrong, where, and what to do."""

    def __init__(self, what: str, where: str = "", what_to_do: str = ""):
        super().__init__(": ".join(part for part in (where, what) if part))
        self.what, self.where, self.what_to_do = what, where, what_to_do

    def __str__(self) -> str:  # also of one that came from another process, where it was made of its first words
        return ": ".join(part for part in (self.where, self.what) if part)


# --- recognise ---------------------------------------------------------------------------------


class Text(Struct, frozen=True, gc=False, array_like=True):
    """A printed text without the dump's line breaks, Word debris, list numbers and outer blanks.

    ``number`` is the list number that stood before it, as printed (``（一）``, ``1.``).
    """

    text: str
    anchor: str
    number: str = ""


class Code(Struct, frozen=True, gc=False, array_like=True):
    """项目编码. ``text`` is None where the cell is blank or only dashes; ``printed`` is the cell."""

    text: str | None
    printed: str
    anchor: str


class Unit(Struct, frozen=True, gc=False):
    """预算单位, as the form prints it: ``439001丰润区经济开发区管理委员会本级``."""

    code: str | None
    name: str
    anchor: str


class Amount(Struct, frozen=True, gc=False, array_like=True):
    """An amount: exact ``yuan``, the ``step`` it was printed in (0.01 万元 → 100), the cell as printed.

    ``unit_from``: ``header`` (单位：万元), ``cell`` (300万元), ``sibling`` (a bare 410 beside 预算数 410万元 in
    a document that prints no unit), or None.
    """

    yuan: Decimal | None
    step: Decimal | None
    printed: str
    unit_from: Literal["header", "cell", "sibling"] | None
    anchor: str


class LabelledAmount(Struct, frozen=True, gc=False, array_like=True):
    """An amount under a label that is none of the three usual ones, such as 上年结转资金."""

    label: str
    amount: Amount


class LabelledText(Struct, frozen=True, gc=False, array_like=True):
    """A text under a label outside the usual form, such as 立项依据."""

    label: str
    text: str
    anchor: str


class Checkpoint(Struct, frozen=True, gc=False, array_like=True):
    """资金支出计划: the cumulative ``share`` (0–1, None where unstated) planned by the end of ``month``."""

    month: int
    share: Decimal | None
    printed: str
    anchor: str


class Goal(Struct, frozen=True, gc=False, array_like=True):
    """绩效目标. ``scope`` is the printed period where the form has several (实施期, 本年度), else None."""

    text: str
    anchor: str
    scope: str | None = None


class Target(Struct, frozen=True, gc=False, array_like=True):
    """指标值: ``≤1.3万元/月`` is value 1.3, unit 万元, per 月; ``12月底前`` has only the deadline ``12-31``."""

    printed: str
    comparison: Literal["≥", "≤", ">", "<", "="] | None
    value: Decimal | None
    unit: str | None
    per: str | None
    deadline: str | None
    anchor: str


class Indicator(Struct, frozen=True, gc=False, array_like=True):
    """绩效指标: 一级 ``dimension`` (效果指标 folded into 效益指标), 二级 ``aspect``, 三级 ``name``.

    ``target`` is None where the document breaks off before it (an absent cell).
    """

    dimension: str | None
    aspect: str | None
    name: str
    description: str | None
    target: Target | None
    basis: str | None  # 指标值确定依据
    anchor: str
    weight: str | None = None  # 分值权重, as printed
    name_anchor: str = ""  # the cell of the name itself
    dimension_anchor: str = ""  # the cells the labels were read from; merged: the cell above
    aspect_anchor: str = ""
    description_anchor: str = ""
    basis_anchor: str = ""


class Damage(Struct, frozen=True, gc=False):
    """原文此处缺失: what happened to the source at ``anchor``."""

    kind: Literal["truncated", "heading_missing", "fused"]
    anchor: str
    note: str


class Project(Struct, frozen=True, gc=False, array_like=True):
    """项目, one table of part two. ``order`` counts from 1 as printed; ``anchor`` is where it begins."""

    order: int
    heading: Text | None  # the line above the table without 绩效目标表; its list number in ``number``
    unit: Unit | None  # 预算单位
    code: Code | None  # 项目编码
    name: Text | None  # 项目名称
    budget: Amount | None  # 预算数
    fiscal_funds: Amount | None  # 财政资金
    other_funds: Amount | None  # 其他资金
    purpose: Text | None  # 资金用途
    plan: tuple[Checkpoint, ...]  # 资金支出计划
    goals: tuple[Goal, ...]  # 绩效目标
    indicators: tuple[Indicator, ...]
    damage: tuple[Damage, ...]
    anchor: str
    further_amounts: tuple[LabelledAmount, ...] = ()
    further_texts: tuple[LabelledText, ...] = ()


class Item(Struct, frozen=True, gc=False, array_like=True):
    """One itemised goal of part one (分项绩效目标) with its indicators (绩效指标 or 评价指标), as sentences."""

    title: str | None
    goals: tuple[Text, ...]
    indicators: tuple[Text, ...]
    anchor: str
    number: str = ""  # its list number, as printed


class Section(Struct, frozen=True, gc=False, array_like=True):
    """A section of part one: 总体绩效目标, 分项绩效目标 or 工作保障措施."""

    kind: Literal["overall", "itemised", "safeguards"]
    heading: Text
    paragraphs: tuple[Text, ...]
    items: tuple[Item, ...]


class Region(Struct, frozen=True, gc=False, array_like=True):
    """区划: the six-digit code of GB/T 2260 and its name."""

    code: str | None
    name: str | None
    known_from: KnownFrom | None
    anchor: str | None = None


class FiscalYear(Struct, frozen=True, gc=False, array_like=True):
    """预算年度."""

    year: int | None
    known_from: KnownFrom | None
    anchor: str | None = None


class Owner(Struct, frozen=True, gc=False, array_like=True):
    """部门 (department): ``130208-439``, its three-digit code, its name without 本级."""

    id: str
    code: str | None
    name: str
    known_from: KnownFrom | None = "printed"


class Sidecar(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """NAME.toml beside a submission: what the portal adds. Dates are ISO 8601."""

    region: str | None = None
    department: str | None = None
    unit: str | None = None
    year: int | None = None
    override: str | None = None  # the reason why the sidecar outweighs the document
    published: str | None = None
    received: str | None = None
    source_url: str | None = None
    supersedes: str | None = None
    note: str | None = None  # a department's reply
    withdrawn: str | None = None  # the reason; the page shows nothing else


class Printed(Struct, frozen=True, gc=False):
    """A place inside one submission with what is printed there."""

    anchor: str
    printed: str


class Finding(Struct, frozen=True, gc=False, array_like=True):
    """核对提示, a reason to look and never a verdict. ``project`` is the project's ``order`` or None."""

    check: str
    severity: Severity
    heading: str
    project: int | None
    places: tuple[Printed, ...]
    values: dict[str, str]
    zh: str
    en: str


class Submission(Struct, frozen=True, gc=False, array_like=True):
    """A department's disclosure for one year, with everything the file says and what nothing claimed."""

    source: Source
    sidecar: Sidecar
    title: Text | None
    department: Owner | None
    units: tuple[Unit, ...]
    region: Region
    fiscal_year: FiscalYear
    sections: tuple[Section, ...]
    projects: tuple[Project, ...]
    fragments: tuple[Text, ...]  # blocks that belong to nobody, in printed order
    claims: tuple[str, ...]  # for each block of the document, what it became ("" where nothing claimed it)
    findings: tuple[Finding, ...] = ()
    masked: tuple[Masked, ...] = ()  # personal data that the source holds and nothing published shows

    @property
    def unclaimed(self) -> int:
        return sum(1 for claim in self.claims if not claim)


# --- search ------------------------------------------------------------------------------------


class Passage(Struct, frozen=True, gc=False):
    """One searchable text: which ``field`` it belongs to and the fragment of the page where it stands."""

    field: Literal["title", "department", "code", "goals", "indicators", "part_one", "body"]
    text: str
    fragment: str = ""  # id of the element on the page, without '#'


class SearchDocument(Struct, frozen=True, gc=False):
    """One thing that search can find. Documents arrive sorted by region, department, year, then address."""

    kind: Literal["project", "department_year", "fragment", "page"]
    url: str  # from the site's root, ends in a file name: projects/<id>/index.html
    title: str
    passages: tuple[Passage, ...]  # the title's own passage included
    department: str = ""  # name shown
    department_id: str = ""
    region: str = ""  # division code, "" where unknown
    region_name: str = ""
    year: int | None = None
    budget: Decimal | None = None  # yuan
    code: str = ""
    indicator_kinds: tuple[str, ...] = ()  # printed second-level labels, as on indicators/<kind>/
    findings: tuple[str, ...] = ()  # check names
    file: str = ""
    sha256: str = ""
    source_url: str = ""  # sources/<submission>/index.html
    anchor: str = ""  # in the source view
    fiscal_funds: Decimal | None = None
    other_funds: Decimal | None = None
