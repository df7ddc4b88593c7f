"""Jinja2, set up once: autoescaping, strict about what is undefined, and in one language.

Templates carry their words in Chinese inside ``[[ ]]``. They are replaced when a template is loaded, so a page
costs nothing for being translatable; ``languages/en.toml`` gives the English of each. A portal may put templates
of its own before the packaged ones.
"""

from __future__ import annotations

import os
import re
import tomllib
import traceback
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import jinja2
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from .model import BuildError
from .toml import decoded

PACKAGED = next(
    folder
    for folder in (Path(__file__).with_name("_templates"), Path(__file__).parent.parent / "templates")
    if folder.is_dir()
)
_WORDS = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)


def files_below(folder: Path) -> list[Path]:
    """Every file, sorted; also those in folders that are linked, as Jinja finds them. A link back is not followed."""
    found: list[Path] = []
    stack: list[tuple[str, tuple[str, ...]]] = [(str(folder), ())]
    while stack:
        here, above = stack.pop()
        real = os.path.realpath(here)
        if real not in above:
            for name, folders, files in os.walk(here):
                links = [one for one in folders if Path(name, one).is_symlink()]
                stack += [(f"{name}/{one}", (*above, real)) for one in links]
                found += [path for path in (Path(name, one) for one in files) if path.is_file()]
    return sorted(found)


class _Loader(jinja2.FileSystemLoader):
    def __init__(self, folders: Sequence[Path], words: dict[str, str] | None):
        super().__init__([str(folder) for folder in folders])
        self.words = words

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        try:
            source, name, fresh = super().get_source(environment, template)
        except UnicodeDecodeError:
            path = next(path for folder in self.searchpath if (path := Path(folder, template)).is_file())
            decoded(path.read_bytes(), str(path))  # says where
            raise
        return _WORDS.sub(self._say, source), name, fresh

    def load(
        self, environment: jinja2.Environment, name: str, globals: MutableMapping[str, Any] | None = None
    ) -> jinja2.Template:
        template = super().load(environment, name, globals)
        template.root_render_func.__globals__["escape"] = _escaped
        template.globals = environment.globals  # not a view of them: they are copied for every page
        return template

    def _say(self, match: re.Match[str]) -> str:
        return match[1] if self.words is None else self.words.get(match[1], match[1])


class Compiled(jinja2.BytecodeCache):
    """What was compiled here, and what another process of ours compiled. Never kept on disk: it is code."""

    def __init__(self) -> None:
        self.made: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.made:
            bucket.bytecode_from_string(self.made[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.made[bucket.key] = bucket.bytecode_to_string()


def compiled_of(env: jinja2.Environment) -> dict[str, bytes]:
    """The templates that an environment has compiled, by names of Jinja's own. More may be added."""
    cache = env.bytecode_cache
    return cache.made if isinstance(cache, Compiled) else {}


def _escaped(value: Any) -> str:
    """What templates escape by: most of a page is markup already, and most texts hold nothing to be escaped."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    if kind is str and not ("&" in value or "<" in value or ">" in value or '"' in value or "'" in value):
        return value  # type: ignore[no-any-return]
    return escape(value)


def environment(folders: Sequence[Path] = (), language: str = "zh") -> jinja2.Environment:
    """An environment that looks into ``folders`` first, then into the packaged templates."""
    words = None if language == "zh" else _words(language)
    env = jinja2.Environment(
        loader=_Loader([*folders, PACKAGED], words),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,  # a plain dictionary
        bytecode_cache=Compiled(),
    )
    env.globals["language"] = language
    return env


def forget(env: jinja2.Environment, names: frozenset[str]) -> None:
    """Have templates read again; where they are found may have changed, too."""
    if env.cache is not None:
        for key in [key for key in env.cache if key[1] in names]:
            del env.cache[key]


def in_words(env: jinja2.Environment, folders: Sequence[str]) -> NoReturn:
    """Raise the exception at hand; what is wrong with a template as a BuildError that names its file and line.

    ``folders`` are the portal's own template folders as an operator knows them: where ``env`` looks first.
    """
    own = [Path(folder).parts[-2:] for folder in folders]
    shown = dict(zip(_folders_of(env), ["/".join(parts) for parts in (*own, (PACKAGED.name,))], strict=True))
    try:
        env.handle_exception()  # the lines of the template into the traceback
    except BuildError as error:
        raise BuildError(error.what, _shown(error.where, shown), error.what_to_do) from error
    except Exception as error:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _shown(frame.filename, shown)]
        if not isinstance(error, jinja2.TemplateError) and not any(_is_own(frame.filename, env) for frame in frames):
            raise
        at = (frames[-1].filename, frames[-1].lineno) if frames else ("", 0)
        if isinstance(error, jinja2.TemplateSyntaxError):
            at = (error.filename or "", error.lineno)
        what, what_to_do = _mistake(error)
        raise BuildError(what, f"{_shown(at[0], shown)}:{at[1]}", what_to_do) from error


def _folders_of(env: jinja2.Environment) -> list[str]:
    return env.loader.searchpath if isinstance(env.loader, _Loader) else []


def _is_own(path: str, env: jinja2.Environment) -> bool:
    return any(Path(path).is_relative_to(folder) for folder in _folders_of(env)[:-1])


def _shown(path: str, folders: Mapping[str, str]) -> str:
    """A template's path as an operator knows it; "" of any other file."""
    found = (folder for folder in folders if Path(path).is_relative_to(folder))
    return next((folders[folder] + path.removeprefix(folder).replace("\\", "/") for folder in found), "")


def _mistake(error: Exception) -> tuple[str, str]:
    """What is wrong with a template, and what to do."""
    if isinstance(error, jinja2.TemplateNotFound):
        return f"没有模板“{error.name}”", "改正名字，或者把它放进模板的文件夹"
    if isinstance(error, jinja2.UndefinedError):
        return f"模板用了没有的名字：{error}", "对照程序自带的模板，改正这一行"
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"模板写法有误：{error.message}", "看看这一行和它前面的 {% %}、{{ }} 是否成对"
    return f"模板出错：{type(error).__name__}: {error}", "改正这一行"


def _words(language: str) -> dict[str, str]:
    path = PACKAGED / "languages" / f"{language}.toml"
    if not path.is_file():
        raise BuildError(f"没有语言“{language}”", path.name, "在 templates/languages/ 里加上这个文件")
    return {key: str(value) for key, value in tomllib.loads(path.read_text("utf-8")).items()}
