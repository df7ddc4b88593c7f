"""What search can find: projects, department-years, fragments and the portal's own pages, as passages of text.

Passages are the texts as printed, each with the element of the page where it stands, so that a result can say
where the words are and open there.
"""

from __future__ import annotations

from collections.abc import Iterator

from .identity import project_name
from .model import Indicator, Passage, Project, SearchDocument, Submission
from .money import in_words
from .pages.content import Article, plain_text
from .pages.surroundings import GroupSurroundings, ProjectSurroundings, SubmissionSurroundings, region_name, year_title
from .recognise.citations import cited_documents


def documents_of(
    group: GroupSurroundings, around: SubmissionSurroundings, submission: Submission
) -> Iterator[SearchDocument]:
    """All documents of one submission, in the order of their addresses' kinds."""
    if submission.sidecar.withdrawn:
        return
    asked: dict[int | None, list[str]] = {}
    for finding in submission.findings:
        asked.setdefault(finding.project, []).append(finding.check)
    for own, project in zip(around.projects, submission.projects, strict=True):
        if own.own:
            checks = tuple(dict.fromkeys(asked.get(project.order, ())))
            yield _project(group, around, submission, own, project, checks)
    if submission.sections:
        yield _department_year(group, around, submission, tuple(dict.fromkeys(asked.get(None, ()))))
    for fragment in submission.fragments:
        yield _document(
            group, around, "fragment", around.url, fragment.text[:40],
            (Passage("body", fragment.text, fragment.anchor),), anchor=fragment.anchor,
        )  # fmt: skip


def page_document(article: Article) -> SearchDocument:
    """One of the portal's own pages."""
    passages = [Passage("title", article.title), *(Passage("body", text, at) for text, at in plain_text(article))]
    return SearchDocument("page", f"pages/{article.name}/index.html", article.title, tuple(passages))


def _document(
    group: GroupSurroundings,
    around: SubmissionSurroundings,
    kind: str,
    url: str,
    title: str,
    passages: tuple[Passage, ...],
    **more: object,
) -> SearchDocument:
    return SearchDocument(
        kind=kind,  # type: ignore[arg-type]
        url=url,
        title=title,
        passages=passages,
        department=group.department,
        department_id=group.department_id,
        region=group.region.code or "",
        region_name=region_name(group.region),
        year=None if group.year == "undated" else int(group.year),
        file=around.path,
        sha256=around.sha256,
        source_url=around.url,
        **more,  # type: ignore[arg-type]
    )


def _project(
    group: GroupSurroundings,
    around: SubmissionSurroundings,
    submission: Submission,
    own: ProjectSurroundings,
    project: Project,
    checks: tuple[str, ...],
) -> SearchDocument:
    name = project_name(project)
    passages = [Passage("title", name), Passage("department", group.department)]
    if project.unit:
        passages.append(Passage("department", f"{project.unit.code or ''} {project.unit.name}".strip(), "about"))
    code = project.code.text if project.code else None
    if code:
        passages.append(Passage("code", code, "about"))
    if project.heading and project.heading.text != name:
        passages.append(Passage("body", project.heading.text))
    if project.purpose and project.purpose.text:
        passages.append(Passage("goals", project.purpose.text, "purpose"))
    passages += [Passage("goals", goal.text, f"g{at}") for at, goal in enumerate(project.goals, 1)]
    passages += [Passage("indicators", _told(one), f"i{at}") for at, one in enumerate(project.indicators, 1)]
    passages += _figures(project)
    budget = project.budget
    return _document(
        group,
        around,
        "project",
        own.url,
        name or "（原文无名称）",
        tuple(passages),
        budget=budget.yuan if budget else None,
        fiscal_funds=project.fiscal_funds.yuan if project.fiscal_funds else None,
        other_funds=project.other_funds.yuan if project.other_funds else None,
        code=code or "",
        indicator_kinds=tuple(dict.fromkeys(one.aspect for one in project.indicators if one.aspect)),
        findings=checks,
        anchor=project.anchor,
    )


def _told(indicator: Indicator) -> str:
    """An indicator's texts, each once, apart from one another."""
    target = indicator.target.printed if indicator.target else ""
    told = (indicator.dimension, indicator.aspect, indicator.name, indicator.description, target, indicator.basis)
    return "　".join(dict.fromkeys(filter(None, told)))


def _figures(project: Project) -> Iterator[Passage]:
    """Amounts as printed and as shown, and the folded numbers of cited documents."""
    for amount in (project.budget, project.fiscal_funds, project.other_funds):
        if amount and amount.yuan is not None:
            shown = in_words(amount.yuan)
            yield Passage("body", f"{amount.printed}　{shown}　{shown.replace(' ', '')}", "money")
            break
    texts = [project.name, project.heading, project.purpose]
    numbers = [n for text in texts if text for n in cited_documents(text.text)]
    numbers += [n for one in project.indicators if one.basis for n in cited_documents(one.basis)]
    for number in dict.fromkeys(numbers):
        yield Passage("body", number, "documents")


def _department_year(
    group: GroupSurroundings, around: SubmissionSurroundings, submission: Submission, checks: tuple[str, ...]
) -> SearchDocument:
    title = f"{group.department} {year_title(group.year)}"
    passages = [Passage("title", title), Passage("department", group.department)]
    for section in submission.sections:
        passages += [Passage("part_one", text.text, f"{around.id}-{text.anchor}") for text in section.paragraphs]
        for item in section.items:
            at = f"{around.id}-{item.anchor}"
            if item.title:
                passages.append(Passage("part_one", item.title, at))
            passages += [Passage("part_one", text.text, at) for text in (*item.goals, *item.indicators)]
    return _document(group, around, "department_year", group.url, title, tuple(passages), findings=checks, anchor="")
