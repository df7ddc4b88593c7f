"""Every department's result in order: kept where nothing of it has changed, else rendered by the executor."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor

from .executors import map_chunks
from .model import BuildError
from .places import Place
from .publish import Stage
from .render import Theme
from .rendering import SHARES, Department, Job, Rendered, in_chunks, load_rendered, render_some
from .store import Store

_RUN = 400  # projects a worker renders at a time
_AT_HAND = 1000  # results that are not read again: a large portal's are more than memory should hold


def render_all(
    executor: Executor,
    root: Place,
    store: Store,
    stage: Stage,
    departments: Sequence[Department],
    theme: Theme,
    advance: Callable[[int], None],
) -> Iterator[tuple[str, Rendered]]:
    """The departments' names in the store and results. Their files are in the publication.

    The first are under way when this returns.
    """
    todo: list[Department] = []
    kept: dict[str, Rendered] = {}
    for department in departments:
        rendered = _keep(store, stage, department)
        if rendered is None:
            todo.append(department)
        elif len(kept) < _AT_HAND:
            kept[department.key] = rendered
    writer = stage.writer()
    sent = (Job(root, store, theme, writer, run) for run in in_chunks(todo, _RUN))
    finished = map_chunks(executor, render_some, sent, chunk=1)
    return _in_order(store, stage, departments, {department.key for department in todo}, kept, finished, advance)


def _in_order(
    store: Store,
    stage: Stage,
    departments: Sequence[Department],
    fresh: set[str],
    kept: dict[str, Rendered],
    finished: Iterator[list[tuple[str, bytes]]],
    advance: Callable[[int], None],
) -> Iterator[tuple[str, Rendered]]:
    for department in departments:
        while department.key in fresh:
            for name, records in next(finished):
                stage.merge_bunch(records)
                fresh.discard(name)
        rendered = kept.pop(department.key, None) or load_rendered(store, department.key)
        if rendered is None:
            raise BuildError("a result has gone from the store while building", department.key, "再运行一次")
        advance(department.projects)
        yield department.key, rendered


def _keep(store: Store, stage: Stage, department: Department) -> Rendered | None:
    """A department's result whose files all stay, None where it must be rendered."""
    store.used.update(department.key + which for which in ("", *SHARES))
    kept = load_rendered(store, department.key) if store.listed(department.key) else None
    return kept if kept and stage.keep_together(kept.paths, kept.digests) else None
