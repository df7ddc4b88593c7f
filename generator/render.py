"""Pages → bytes, and one department-year's digests → all of its files. Pure; runs in any process."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO

import jinja2
from markupsafe import Markup
from msgspec import Struct

from .assets import Assets
from .exports.lines import Placement, ProjectPlacement
from .exports.shapes import Department, FiscalYear, Region
from .model import Submission
from .pages.frame import READY, Page
from .pages.groups import download_name, group_pages, redacted_name
from .pages.sources import SourceView
from .pages.surroundings import GroupSurroundings, SubmissionSurroundings
from .places import near
from .privacy import redacted
from .settings import Settings
from .templating import environment, forget, in_words


class Theme(Struct, frozen=True):
    """What every page is rendered with, the same for a whole build; small enough to send to workers."""

    version: str  # of all this and of the templates: what was compiled for it serves as long as it is the same
    settings: Settings
    assets: Assets
    titles: dict[str, str]  # name of each check → its title
    folders: tuple[str, ...]  # template folders of the portal itself, or their URLs
    language: str = "zh"


class File(Struct, frozen=True, gc=False):
    """One file of the site."""

    path: str
    data: bytes


_environments: dict[tuple[object, ...], jinja2.Environment] = {}  # one at a time


def _place(theme: Theme) -> tuple[object, ...]:
    return theme.version, theme.folders, theme.language


def environment_of(theme: Theme) -> jinja2.Environment:
    """The environment of a theme, made once a process, though each run of work brings a copy of the theme."""
    env = _environments.get(_place(theme))
    if env is None:
        env = environment([near(folder) for folder in theme.folders], theme.language)
        env.globals["site"] = theme.settings
        env.globals["assets"] = theme.assets
        env.globals["shells"] = {}
        _environments.clear()
        _environments[_place(theme)] = env
    return env


def carry_over(old: Theme, new: Theme, edited: Iterable[str]) -> None:
    """Let ``new`` use what was compiled for ``old``, without the templates edited since. A build has one theme."""
    if (old.folders, old.language) != (new.folders, new.language):
        return
    env = environment_of(old)
    forget(env, frozenset(edited))
    env.globals.update(site=new.settings, assets=new.assets, shells={})
    _environments.clear()
    _environments[_place(new)] = env


class Shell(Struct, frozen=True):
    """What is the same on every page of one depth, rendered once: each is a file of ``templates/parts/``."""

    links: Markup
    feeds: Markup
    top: Markup
    foot: Markup
    citing: Markup


def shell_of(env: jinja2.Environment, root: str) -> Shell:
    """The shell for pages whose way to the site's root is ``root``."""
    kept: dict[str, Shell] = env.globals["shells"]  # type: ignore[assignment]
    if root not in kept:
        parts = (env.get_template(f"parts/{name}.html").render(root=root) for name in Shell.__struct_fields__)
        kept[root] = Shell(*map(Markup, parts))
    return kept[root]


def compile_template(name: str, theme: Theme) -> None:
    """Have a template ready. Raises BuildError for a mistake in it."""
    env = environment_of(theme)
    try:
        env.get_template(name)
    except Exception:
        in_words(env, theme.folders)


def render(page: Page, theme: Theme) -> bytes:
    """One page as bytes. Raises BuildError for a mistake in a template."""
    env = environment_of(theme)
    names = page.names
    try:
        template = env.get_template(page.template)
        # What ``template.render`` does, which copies the names three times.
        context = template.new_context({**env.globals, **names, "shell": shell_of(env, names["root"])}, shared=True)
        text = "".join(template.root_render_func(context))
    except Exception:
        in_words(env, theme.folders)
    return page.ready.join([part.encode() for part in text.split(READY)]) if page.ready else text.encode()


def render_group(
    group: GroupSurroundings,
    bodies: Sequence[tuple[Submission, SourceView]],
    kinds: Mapping[str, Mapping[str, str]],
    theme: Theme,
) -> Iterator[File]:
    """The pages of one department-year."""
    submissions = [submission for submission, _ in bodies]
    views = [view for _, view in bodies]
    for page in group_pages(group, submissions, views, kinds, theme.titles, theme.settings.lists.bars):
        yield File(page.names["url"], render(page, theme))


def source_file(submission: Submission, around: SubmissionSurroundings, original: bytes) -> Iterator[File]:
    """The source to download, unless it is withdrawn; in place of one with personal data its text without."""
    if submission.sidecar.withdrawn:
        return
    folder = around.url.removesuffix("index.html")
    if submission.masked:
        yield File(folder + redacted_name(around.id), redacted(original, around.path).encode())
    else:
        yield File(folder + download_name(around.id, around.path), _download(around, original))


def placement_of(submission: Submission, around: SubmissionSurroundings) -> Placement:
    """What the downloads need to know of a submission's place in the portal."""
    owner, region, year = submission.department, submission.region, submission.fiscal_year
    return Placement(
        id=around.id,
        url=around.url,
        source_page=around.url,
        department=Department(owner.id, owner.code, owner.name) if owner else None,
        region=Region(region.code, region.name, region.known_from),
        fiscal_year=FiscalYear(year.year, year.known_from),
        projects=tuple(ProjectPlacement(p.id, p.url, p.counted) if p.own else None for p in around.projects),
        supersedes=around.supersedes.text if around.supersedes else None,
        superseded_by=around.superseded_by.text if around.superseded_by else None,
    )


def _download(around: SubmissionSurroundings, original: bytes) -> bytes:
    """A source as received; what a browser might run stands inside a zip."""
    if not download_name(around.id, around.path).endswith(".zip"):
        return original
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo(around.path.rpartition("/")[2], (1980, 1, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, original)
    return out.getvalue()
