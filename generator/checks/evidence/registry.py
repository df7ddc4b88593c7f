"""The folder as a registry: every module of ``checks/`` is a check, and this is what there is to know of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, Literal

from msgspec import Struct

from ...model import Severity
from .remark import Words

Scope = Literal["project", "texts", "submission", "catalogue", "pattern"]
HEADINGS: dict[str, Words] = {
    "completeness": Words("完整性", "Completeness"),
    "relevance": Words("相关性", "Relevance"),
    "appropriateness": Words("适当性", "Appropriateness"),
    "feasibility": Words("可行性", "Feasibility"),
    "arithmetic": Words("算术", "Arithmetic"),
    "form": Words("形式", "Form"),
}
SEVERITIES: dict[str, Words] = {
    "error": Words("错误", "Error"),
    "doubt": Words("疑点", "Doubt"),
    "note": Words("提示", "Note"),
}
_FUNCTIONS: dict[str, Scope] = {
    "check_project": "project",
    "check_texts": "texts",
    "check_submission": "submission",
    "check_catalogue": "catalogue",
    "tally": "pattern",
}


class CheckInfo(Struct, frozen=True):
    """A check as the pages, ``explain CODE`` and the data describe it."""

    name: str
    heading: str
    severity: Severity
    scope: Scope
    title: Words
    rule: Words
    source: Words
    innocent: Words
    clean: Words | None  # how a clean result is put; None where none is counted

    @property
    def title_zh(self) -> str:
        return self.title.zh


class Check(Struct, frozen=True):
    """A check as it is asked: its function and which projects it is about."""

    name: str
    heading: str
    severity: Severity
    ask: Callable[..., Iterator[Any]]  # remarks; with the number of their document, or of a pattern its values
    when: frozenset[str]  # asked only of projects with one of these traits; empty: of all
    of: frozenset[str] | None  # about projects with one of these traits; empty: about all; None: not counted
    applies: Callable[..., bool] | None  # a closer look at whether it is about this project or document
    screen: Callable[..., bool] | None
    gather: Callable[..., tuple[Any, ...]] | None


@cache
def modules() -> dict[str, tuple[Scope, ModuleType]]:
    """Every check by name, in order, with its scope."""
    package = import_module(__package__.rpartition(".")[0])
    found = {}
    for entry in sorted(iter_modules(package.__path__), key=lambda entry: entry.name):
        if not entry.ispkg:
            module = import_module(f"{package.__name__}.{entry.name}")
            scope = next(scope for function, scope in _FUNCTIONS.items() if hasattr(module, function))
            found[entry.name] = (scope, module)
    return found


@cache
def all_checks() -> tuple[CheckInfo, ...]:
    """Every check, by heading and then by name."""
    infos = [
        CheckInfo(
            name=name,
            heading=module.HEADING,
            severity=module.SEVERITY,
            scope=scope,
            title=module.TITLE,
            rule=module.RULE,
            source=module.SOURCE,
            innocent=module.INNOCENT,
            clean=getattr(module, "CLEAN", None),
        )
        for name, (scope, module) in modules().items()
    ]
    order = list(HEADINGS)
    return tuple(sorted(infos, key=lambda info: (order.index(info.heading), info.name)))


@cache
def checks_of(scope: Scope) -> tuple[Check, ...]:
    """The checks of one scope, in order."""
    function = next(function for function, found in _FUNCTIONS.items() if found == scope)
    return tuple(
        Check(
            name,
            module.HEADING,
            module.SEVERITY,
            getattr(module, function),
            frozenset(getattr(module, "WHEN", ())),
            frozenset(module.OF) if hasattr(module, "OF") else None,
            getattr(module, "applies", None),
            getattr(module, "screen", None),
            getattr(module, "gather", None),
        )
        for name, (found, module) in modules().items()
        if found == scope
    )


@cache
def screened() -> tuple[Check, ...]:
    """The checks that one look at a document's whole text can rule out."""
    return tuple(check for check in (*checks_of("project"), *checks_of("texts")) if check.screen)


@lru_cache(maxsize=4096)
def asked_of(traits: frozenset[str]) -> tuple[tuple[Check, ...], tuple[str, ...], tuple[Check, ...]]:
    """For projects with these traits: the checks to ask, those it is surely about, those that look closer.

    Few combinations of traits occur, so a project costs one look-up.
    """
    checks = checks_of("project")
    about = [one for one in checks if one.of is not None and (not one.of or not one.of.isdisjoint(traits))]
    return (
        tuple([check for check in checks if not check.when or not check.when.isdisjoint(traits)]),
        tuple([check.name for check in about if check.applies is None]),
        tuple([check for check in about if check.applies is not None]),
    )


def described(name: str) -> CheckInfo:
    """The check with this code. Raises KeyError where there is none."""
    return next(info for info in all_checks() if info.name == name)
