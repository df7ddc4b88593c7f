"""Imports point one way: from what depends to what it depends on, never back."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "generator"
# From the ground up. A module may import from its own layer's package and from layers above it in this list.
LAYERS = (
    ("model",),
    ("money", "divisions", "toml"),
    ("readers", "privacy"),
    ("recognise",),
    ("identity", "likeness", "rhythm"),
    ("checks",),
    ("catalogue",),
    ("charts",),
    ("settings", "messages", "kinds", "sidecars", "spooled", "templating", "assets", "troubles", "codes"),
    ("pages",),
    ("search", "exports", "compared", "findable", "remarks"),
    ("places", "disk"),
    (
        "store",
        "executors",
        "publish",
        "memory",
        "progress",
        "tally",
        "find",
        "redirects",
        "starting",
        "hosting",
        "installed",
        "copies",
    ),
    ("digest", "explain", "render", "portal", "keeping"),
    ("reading", "rendering"),
    ("linking", "shares", "once", "departments"),
    ("indexing", "moved", "overviews", "whole"),
    ("build",),
    ("serve", "verify", "checking"),
    ("commands",),
    ("__main__",),
)


def test_every_module_of_the_package_has_its_layer() -> None:
    listed = {name for layer in LAYERS for name in layer}
    found = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert found - {"__init__"} == listed


def imported(path: Path) -> set[str]:
    """The top-level parts of the package that a module imports, wherever in it."""
    names = set()
    inside = path.relative_to(PACKAGE).parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            above = inside[: len(inside) - node.level]
            parts = (*above, *(node.module.split(".") if node.module else ()))
            names |= {parts[0]} if parts else {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "generator":
            parts = tuple((node.module or "").split(".")[1:])
            names |= {parts[0]} if parts else {alias.name for alias in node.names}
    return {name for name in names if not name.startswith("__")}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_nothing_that_stands_on_it(path: Path) -> None:
    depth = {name: number for number, layer in enumerate(LAYERS) for name in layer}
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own == "__init__":
        assert imported(path) == set()
        return
    above = {name for name in imported(path) if depth.get(name, -1) > depth[own]}
    assert above == set()
