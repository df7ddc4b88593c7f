"""The portal's own words: complete, linked, and one sentence for every label of the form."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from generator.pages.content import html_of, read_articles
from generator.settings import load_settings

ROOT = Path(__file__).parents[1]
CONTENT = ROOT / "content"
ARTICLES = {article.name: article for article in read_articles(CONTENT)}
GLOSSARY = re.findall(r"^### (.+)\n\n(.+)\n", ARTICLES["glossary"].body, re.MULTILINE)


def test_the_pages_that_every_page_links_to_are_there_in_their_order() -> None:
    assert [name for name in ARTICLES if name in {"about", "method", "glossary", "help", "report"}] == [
        "about",
        "method",
        "glossary",
        "help",
        "report",
    ]
    assert all(article.summary for article in ARTICLES.values())


@pytest.mark.parametrize("term", [term for term, _ in GLOSSARY])
def test_a_term_is_explained_in_one_sentence(term: str) -> None:
    (sentence,) = [words for name, words in GLOSSARY if name == term]
    assert sentence.endswith("。")
    assert sentence.count("。") == 1


def test_every_label_of_the_form_has_its_sentence() -> None:
    """The first spelling of each label that the recogniser knows, and what the five documents print below it."""
    with (ROOT / "generator" / "recognise" / "vocabulary.toml").open("rb") as file:
        words = tomllib.load(file)
    labels = {
        spellings[0]
        for table in ("labels", "groups", "indicator_columns", "months", "dimensions", "sections")
        for spellings in words[table].values()
    }
    labels -= {"其中：财政资金"}  # the label with its "of which"; 财政资金 is explained
    labels |= {"财政资金", "部门整体绩效目标", "预算项目绩效目标", "评价指标", "效果指标"}
    labels |= {"数量指标", "质量指标", "时效指标", "经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"}
    labels |= {"服务对象满意度指标", "上年结转资金", "当年财政拨款", "未填", "原文此处缺失", "核对提示"}
    assert labels - {term for term, _ in GLOSSARY} == set()


def test_the_templates_link_only_to_terms_that_are_explained() -> None:
    headings = set(re.findall(r'<h[23] id="([^"]+)"', html_of(ARTICLES["glossary"])))
    for template in sorted((ROOT / "templates").rglob("*.html")):
        for term in re.findall(r"pages/glossary/index\.html#([^\"{]+)\"", template.read_text("utf-8")):
            assert term in headings, template.name


def test_links_between_the_texts_lead_somewhere() -> None:
    for article in ARTICLES.values():
        for name in re.findall(r"\]\(\.\./(\w+)/index\.html\)", article.body):
            assert name in ARTICLES, article.name


def test_the_settings_that_come_with_the_portal_are_valid() -> None:
    assert load_settings(CONTENT).title == "明账"
