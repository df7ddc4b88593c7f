"""Jinja2, set up once: autoescaping, strict about what is undefined, and in one language.

Templates carry their words in Chinese inside ``[[ ]]``. They are replaced when a template is loaded, so a page
costs nothing for being translatable; ``languages/en.toml`` gives the English of each. A portal may put templates
of its own before the packaged ones.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, MutableMapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from .model import BuildError

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
        source, name, fresh = super().get_source(environment, template)
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


def _words(language: str) -> dict[str, str]:
    path = PACKAGED / "languages" / f"{language}.toml"
    if not path.is_file():
        raise BuildError(f"no language {language!r}", str(path.name), "add templates/languages/NAME.toml")
    return {key: str(value) for key, value in tomllib.loads(path.read_text("utf-8")).items()}
