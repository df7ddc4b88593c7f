"""Part one of a document, what the department promises as a whole: its sections as HTML, escaped in one pass.

The template arranges the pieces and has the words around them.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape
from msgspec import Struct

from ..model import Section, Submission, Text
from .markup import escaped, joined
from .surroundings import SubmissionSurroundings


class ShownItem(Struct, frozen=True):
    """One itemised goal. ``title`` is empty where the document gives none."""

    id: str
    title: Markup
    goals: Markup
    indicators: Markup


class ShownSection(Struct, frozen=True):
    """One section, each text linked to its place in the source view."""

    kind: str
    heading: Markup
    paragraphs: Markup
    items: tuple[ShownItem, ...]


def shown_sections(around: SubmissionSurroundings, submission: Submission, root: str) -> tuple[ShownSection, ...]:
    """The sections of part one, for the page of the department-year; ``root`` is the way from there to the root."""
    texts = [text for section in submission.sections for text in _texts(section)]
    safe = iter(escaped(texts, escape) if texts else ())
    opened = f'<a class="fig" href="{root}{around.url}#'
    return tuple([_section(section, safe, opened, around.id) for section in submission.sections])


def _texts(section: Section) -> Iterator[str]:
    """The texts of a section as :func:`_section` takes them."""
    yield section.heading.text
    for paragraph in section.paragraphs:
        yield paragraph.number + paragraph.text
    for item in section.items:
        yield item.number
        yield item.title or ""
        for text in (*item.goals, *item.indicators):
            yield text.text


def _section(section: Section, safe: Iterator[str], opened: str, id: str) -> ShownSection:
    heading = joined([_linked(section.heading, next(safe), opened)])
    paragraphs = joined(
        [f'<p id="{id}-{one.anchor}">{_linked(one, next(safe), opened)}</p>\n' for one in section.paragraphs]
    )
    items = []
    for item in section.items:
        number, title = next(safe), next(safe)
        goals = [_linked(goal, next(safe), opened) for goal in item.goals]
        if title:
            shown = joined([f'{number}{opened}{item.anchor}">{title}</a>'])
            told = [f"<dd>{goal}</dd>" for goal in goals]
        else:
            shown, told = Markup(), [f"<p>{number} {goal}</p>" for goal in goals]
        indicators = [f"<dd>{_linked(one, next(safe), opened)}</dd>" for one in item.indicators]
        items.append(ShownItem(f"{id}-{item.anchor}", shown, joined(told), joined(indicators)))
    return ShownSection(section.kind, heading, paragraphs, tuple(items))


def _linked(text: Text, safe: str, opened: str) -> str:
    return f'{opened}{text.anchor}">{safe}</a>'
