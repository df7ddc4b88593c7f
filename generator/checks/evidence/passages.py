"""All running text of a project, or of part one, as one string to ask quickly and as places to cite."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Printed, Project, Section, Text


class Passages:
    """``joined`` has every text once, a line each; iterating gives each with its anchor.

    A check asks ``joined`` first: in almost all projects the answer is no, and no place need be made.
    """

    __slots__ = ("_items", "_project", "_sections", "goals", "heading", "joined", "name", "part_one")

    def __init__(self, project: Project | None, sections: tuple[Section, ...] = (), goals: str = ""):
        self._project, self._sections = project, sections
        self.goals = goals
        self.name = project.name.text if project and project.name else ""
        self.heading = project.heading.text if project and project.heading else ""
        self._items: tuple[Printed, ...] | None = None
        self.part_one = project is None
        self.joined = _join_project(project) if project else "\n".join(item.printed for item in self)

    def __iter__(self) -> Iterator[Printed]:
        if self._items is None:
            found = _of_project(self._project) if self._project else _of_sections(self._sections)
            self._items = tuple(Printed(anchor, text) for anchor, text in found if text)
        return iter(self._items)

    @property
    def long(self) -> Iterator[Printed]:
        """The texts that run over more than a clause or two: a purpose, goals, paragraphs of part one."""
        if self._project is None:
            yield from (item for item in self if len(item.printed) > 39)
            return
        for fact in (self._project.purpose, *self._project.goals):
            if fact and len(fact.text) > 39:
                yield Printed(fact.anchor, fact.text)


def _join_project(project: Project) -> str:
    parts = [fact.text for fact in _heads(project)]
    parts += [goal.text for goal in project.goals]
    for indicator in project.indicators:
        parts += (indicator.name, indicator.description or "", indicator.basis or "")
        if indicator.target:
            parts.append(indicator.target.printed)
    return "\n".join(dict.fromkeys(parts))


def _heads(project: Project) -> list[Text]:
    """Heading, name and purpose; a heading that is the name says nothing new."""
    heading, name, purpose = project.heading, project.name, project.purpose
    if heading and name and heading.text == name.text:
        heading = None
    return [fact for fact in (heading, name, purpose) if fact]


def _of_project(project: Project) -> Iterator[tuple[str, str]]:
    for fact in _heads(project):
        yield fact.anchor, fact.text
    for goal in project.goals:
        yield goal.anchor, goal.text
    for indicator in project.indicators:
        yield indicator.name_anchor or indicator.anchor, indicator.name
        yield indicator.description_anchor or indicator.anchor, indicator.description or ""
        if indicator.target:
            yield indicator.target.anchor, indicator.target.printed
        yield indicator.basis_anchor or indicator.anchor, indicator.basis or ""


def _of_sections(sections: tuple[Section, ...]) -> Iterator[tuple[str, str]]:
    for section in sections:
        for text in section.paragraphs:
            yield text.anchor, with_number(text)
        for item in section.items:
            if item.title:
                yield item.anchor, item.title
            for text in (*item.goals, *item.indicators):
                yield text.anchor, with_number(text)


def with_number(text: Text) -> str:
    """A line of part one with the list number it was printed with."""
    return text.number + text.text
