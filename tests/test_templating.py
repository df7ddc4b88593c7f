"""What templates escape, and which names they see."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest
from markupsafe import Markup

from generator.templating import compiled_of, environment


@pytest.fixture
def env(tmp_path: Path) -> jinja2.Environment:
    """A portal with templates of its own."""
    (tmp_path / "own.html").write_text("{{ one }}|{{ loud }}|{% include 'part.html' %}", "utf-8")
    (tmp_path / "part.html").write_text("{{ one }}", "utf-8")
    found = environment([tmp_path])
    found.globals["loud"] = "!"
    return found


def test_text_is_escaped_and_markup_stays_as_it_is(env: jinja2.Environment) -> None:
    own = env.get_template("own.html")
    assert own.render(one="<b>&") == "&lt;b&gt;&amp;|!|&lt;b&gt;&amp;"
    assert own.render(one=Markup("<b>")) == "<b>|!|<b>"
    assert own.render(one=7) == "7|!|7"


@pytest.mark.parametrize(("text", "said"), [*zip("&<>\"'", ("&amp;", "&lt;", "&gt;", "&#34;", "&#39;"), strict=True)])
def test_each_character_that_means_something_is_escaped(env: jinja2.Environment, text: str, said: str) -> None:
    assert env.get_template("part.html").render(one=f"甲{text}乙") == f"甲{said}乙"


def test_a_name_that_is_not_given_is_an_error(env: jinja2.Environment) -> None:
    with pytest.raises(jinja2.UndefinedError):
        env.get_template("own.html").render()


def test_names_of_all_pages_may_change_after_a_template_was_read(env: jinja2.Environment) -> None:
    env.get_template("own.html").render(one="")
    env.globals["loud"] = "?"
    assert env.get_template("own.html").render(one="") == "|?|"


def test_a_page_has_its_own_names_before_those_of_all_pages(env: jinja2.Environment) -> None:
    own = env.get_template("own.html")
    assert own.render(one="", loud=".") == "|.|"
    assert own.render(one="") == "|!|"


def test_what_another_process_compiled_is_not_compiled_again(
    tmp_path: Path, env: jinja2.Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    env.get_template("own.html")
    other = environment([tmp_path])
    other.globals["loud"] = "!"
    compiled_of(other).update(compiled_of(env))
    (tmp_path / "part.html").write_text("{{ one }} anew", "utf-8")
    sources: list[str] = []
    parse = jinja2.Environment._parse
    monkeypatch.setattr(
        jinja2.Environment, "_parse", lambda self, source, *rest: sources.append(source) or parse(self, source, *rest)
    )
    assert other.get_template("own.html").render(one="<b>") == "&lt;b&gt;|!|&lt;b&gt; anew"
    assert sources == ["{{ one }} anew"]
