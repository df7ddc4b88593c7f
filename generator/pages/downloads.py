"""The page of the downloads: every file of ``data/`` with what it holds and how large it is."""

from __future__ import annotations

from collections.abc import Iterable

from .frame import HOME, Page, page

_WHAT = {
    "projects": "预算项目",
    "submissions": "公开文本",
    "findings": "核对提示",
    "indicators": "绩效指标",
    "plan": "资金支出计划",
    "catalogue": "全部表格，可全文检索",
    "lunr": "检索索引",
    "datapackage": "数据包说明：每个字段叫什么、是什么",
    "build": "版本与数量",
}
_HOW = {
    "jsonl": "每行一条，内容完整",
    "csv": "表格，可用 Excel 打开",
    "sqlite": "SQLite 数据库",
    "json": "JSON",
    "parquet": "Parquet 表格",
}


def downloads_page(files: Iterable[tuple[str, int]]) -> Page:
    """``files``: paths below the site's root and sizes in bytes."""
    rows = []
    for path, size in sorted(files):
        name = path.rpartition("/")[2]
        stem, _, ending = name.partition(".")
        what = _WHAT.get(stem.rstrip("0123456789-"), stem)
        rows.append((name, f"{what}（{_HOW.get(ending, ending)}）", _size(size)))
    return page("data/index.html", "data.html", "数据", (HOME,), files=rows)


def _size(size: int) -> str:
    for unit, bytes_of in (("MB", 1_000_000), ("KB", 1_000)):
        if size >= bytes_of:
            return f"{size / bytes_of:.1f} {unit}"
    return f"{size} 字节"
