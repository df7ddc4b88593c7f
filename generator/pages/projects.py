"""A project's page: three answers first, then money, plan, goals, indicators, and where to go from here.

What repeats within a page is put together here as HTML, escaped in one pass (:mod:`.markup`); the template
arranges it. Measured: a template that loops over the same fields takes four times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from markupsafe import Markup

from ..charts import Chart, plan_chart
from ..identity import project_name
from ..model import Amount, Indicator, Project, Target
from ..money import in_words
from .compared import compare_links
from .figures import UNSTATED, chart_figure, fig, share_data
from .frame import Link, Page, page
from .indicators import indicator_rows
from .markup import escaped, joined
from .record import notices
from .shared import Shared
from .surroundings import (
    CitedDocument,
    GroupSurroundings,
    ProjectSurroundings,
    SubmissionSurroundings,
)
from .years import Relative, years_section

_ANSWERS = 3  # how many targets the third answer names
NO_NAME = "（原文无名称）"
_ROLES = {"funding": "资金来源", "ground": "指标依据", "mention": "文中提到"}


def project_page(
    project: Project,
    own: ProjectSurroundings,
    shared: Shared,
    findings: Markup,
    chart: Chart | None,
    kinds: Mapping[str, str] | None,
) -> Page:
    """One project. ``findings`` are ready list items; ``chart`` draws its plan; ``kinds`` its targets are of."""
    name = project_name(project) or NO_NAME
    root, source, group, around = shared.root, shared.source, shared.group, shared.around
    return page(
        own.url,
        "project.html",
        name,
        shared.crumbs,
        summary=_summary(shared, name, _words(project.budget), plan_words := _plan_words(chart)),
        heading=_heading(project, shared, name),
        record=notices(own, around, shared.submission, root),
        source=source,
        project=project,
        own=own,
        around=around,
        purpose=_purpose(project, source),
        facts=_facts(project, own, shared),
        steps=joined([*shared.previous[own.at - 1 : own.at], *shared.next[own.at + 1 : own.at + 2]]),
        group_url=group.url,
        budget=_budget(project.budget, source),
        plan_words=plan_words,
        points=_points(project, source),
        goals=_goals(project, source),
        targets=_targets(project.indicators, source),
        more_indicators=max(0, len(project.indicators) - _ANSWERS),
        money=_money(project, source, root),
        figure=chart_figure(chart, source),
        rows=indicator_rows(project.indicators, source),
        compare=compare_links(kinds, root),
        truncated=next((one.anchor for one in project.damage if one.kind == "truncated"), ""),
        findings=findings,
        documents=_documents(own.documents, root, source),
        years=_years(project, own, around, group, name, root),
        siblings=joined([shared.siblings[at] for at in around.siblings(own)]),
    )


def chart_of(project: Project) -> Chart | None:
    """The chart of a project's spending plan, where the form has one."""
    return plan_chart(project.plan, project.budget, id="plan") if project.plan else None


def links(found: Iterable[Link], root: str) -> Markup:
    """Links with their notes as list items."""
    texts = [text for link in found for text in (link.text, link.url, link.note)]
    safe = escaped(texts) if texts else []
    return joined(
        f'<li><a href="{root}{safe[at + 1]}">{safe[at]}</a> <span class="note">{safe[at + 2]}</span></li>\n'
        for at in range(0, len(safe), 3)
    )


def _summary(shared: Shared, name: str, budget: str, plan: str) -> str:
    """One line for search engines and previews."""
    return f"{shared.whose} {name}{'：' + budget if budget else ''}。{plan}"


def _plan_words(chart: Chart | None) -> str:
    return chart.caption if chart else ""


def _heading(project: Project, shared: Shared, name: str) -> Markup:
    """Whose project it is, and its name linked to its cell."""
    safe = escape(name)
    title = fig(f"{shared.source}#{project.name.anchor}", safe) if project.name else safe
    return joined([shared.kicker, f"\n<h1>{title}</h1>"])


def _purpose(project: Project, source: str) -> Markup:
    if project.purpose is None or not project.purpose.text:
        return joined(['<span class="unstated">原文没有写资金用途</span>'])
    return joined([fig(f"{source}#{project.purpose.anchor}", escape(project.purpose.text))])


def _facts(project: Project, own: ProjectSurroundings, shared: Shared) -> Markup:
    """What identifies the project, each with where it is printed or how it is known."""
    source, glossary = shared.source, f"{shared.root}pages/glossary/index.html"
    code = _code(project, source)
    if own.carried_from:
        code += f' <span class="note">编码是{own.carried_from}年的，多半是结转到今年使用的资金</span>'
    parts = [f'<dt><a href="{glossary}#项目编码">项目编码</a></dt><dd>{code}</dd>\n']
    unit = '<span class="unstated">表里没有写</span>'
    if project.unit:
        told = f"{project.unit.code} {project.unit.name}" if project.unit.code else project.unit.name
        unit = fig(f"{source}#{project.unit.anchor}", escape(told))
    parts.append(f'<dt><a href="{glossary}#预算单位">预算单位</a></dt><dd>{unit}</dd>\n')
    parts.append(shared.known)
    if project.heading:
        heading = fig(f"{source}#{project.heading.anchor}", escape(project.heading.text))
        parts.append(f"<dt>表格标题</dt><dd>{heading}</dd>\n")
    for more in project.further_texts:
        said = fig(f"{source}#{more.anchor}", escape(more.text))
        parts.append(f"<dt>{escape(more.label)}</dt><dd>{said}</dd>\n")
    return joined(parts)


def _code(project: Project, source: str) -> str:
    code = project.code
    if code is None:
        return '<span class="unstated">原文没有</span>'
    if code.text is None:
        return fig(f"{source}#{code.anchor}", escape(code.printed) or "未填", kind="fig unstated")
    return fig(f"{source}#{code.anchor}", f"<code>{escape(code.text)}</code>")


def _years(
    project: Project,
    own: ProjectSurroundings,
    around: SubmissionSurroundings,
    group: GroupSurroundings,
    name: str,
    root: str,
) -> Markup:
    """The project in other years, where there are any."""
    if not own.years:
        return Markup()
    budget = project.budget
    anchor = budget.anchor if budget else project.anchor
    year = None if group.year == "undated" else int(group.year)
    yuan = budget.yuan if budget else None
    me = Relative(year, name, own.url, yuan, f"{around.url}#{anchor}", group.named or group.department)
    return years_section(me, own.years, root)


def _words(amount: Amount | None) -> str:
    return in_words(amount.yuan) if amount and amount.yuan is not None else ""


def _budget(amount: Amount | None, source: str) -> Markup:
    if amount is None or amount.yuan is None:
        return joined(['<span class="unstated">原文没有写预算数</span>'])
    return joined([fig(f"{source}#{amount.anchor}", in_words(amount.yuan), amount.yuan)])


def _points(project: Project, source: str) -> Markup:
    parts = []
    for point in project.plan:
        if point.share is not None:
            said = share_data(str(point.share), point.printed)
        else:
            said = f'<span class="unstated">{escape(point.printed)}</span>' if point.printed else UNSTATED
        parts.append(f'<a class="fig" href="{source}#{point.anchor}">{point.month}月底 {said}</a>\n')
    return joined(parts)


def _goals(project: Project, source: str) -> Markup:
    texts = escaped([goal.text for goal in project.goals]) if project.goals else []
    return joined(
        f'<li id="g{number}">{f"<b>{escape(goal.scope)}</b> " if goal.scope else ""}'
        f"{fig(f'{source}#{goal.anchor}', text)}</li>\n"
        for number, (goal, text) in enumerate(zip(project.goals, texts, strict=True), 1)
    )


def _targets(indicators: tuple[Indicator, ...], source: str) -> Markup:
    """The targets that say most about when this is done: those with a number first, in printed order."""
    shown: list[tuple[str, Target]] = []
    for one in indicators:
        target = one.target
        if target and target.value is not None and target.printed:
            shown.append((one.name, target))
            if len(shown) == _ANSWERS:
                break
    else:
        told = [(one.name, one.target) for one in indicators if one.target and one.target.printed]
        shown += [(name, target) for name, target in told if target.value is None][: _ANSWERS - len(shown)]
    if not shown:
        return Markup()
    safe = iter(escaped([text for name, target in shown for text in (name, target.printed)]))
    return joined(
        [
            f"<li>{name} {fig(f'{source}#{target.anchor}', printed, target.value)}</li>\n"
            for (_, target), name, printed in zip(shown, safe, safe, strict=True)
        ]
    )


def _money(project: Project, source: str, root: str) -> Markup:
    named = [("预算数", project.budget), ("财政资金", project.fiscal_funds), ("其他资金", project.other_funds)]
    named += [(more.label, more.amount) for more in project.further_amounts]
    rows = [(label, amount) for label, amount in named if amount]
    safe = escaped([text for label, amount in rows for text in (label, amount.printed)]) if rows else []
    parts = []
    for at, (_, amount) in enumerate(rows):
        label, printed, href, yuan = safe[2 * at], safe[2 * at + 1], f"{source}#{amount.anchor}", amount.yuan
        if yuan is not None:
            opened = f'<a class="fig" href="{href}"><data value="{yuan!s}">'
            said, exact = f"{opened}{in_words(yuan)}</data></a>", f"{opened}{yuan:,f} 元</data></a>"
        else:
            said = fig(href, "未填", kind="fig unstated") if not amount.printed else fig(href, "没有读出金额")
            exact = "—"
        term = f'<a href="{root}pages/glossary/index.html#{label}">{label}</a>' if at < 3 else label
        cells = f'<td>{said}</td><td>{exact}</td><td class="printed">{printed}</td>'
        parts.append(f'<tr><th scope="row">{term}</th>{cells}</tr>\n')
    return joined(parts)


def _documents(cited: tuple[CitedDocument, ...], root: str, source: str) -> Markup:
    parts = []
    for one in cited:
        role = fig(f"{source}#{one.anchor}", _ROLES[one.role], kind="fig note")
        more = f'<li><a href="{root}{one.url}">还有 {one.more} 个项目</a></li>' if one.more else ""
        others = f"<ul>{links(one.others, root)}{more}</ul>" if one.others else ""
        parts.append(f'<li><a href="{root}{one.url}">{one.number}</a> {role}{others}</li>\n')
    return joined(parts)
