"""Pages that have moved: what leads on from their old addresses, and new entries of ``redirects.toml``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from . import redirects
from .messages import Message
from .publish import Stage
from .render import Theme, render
from .shares import Shares


def write_down(content: Path, site: Path, standing: set[str], shares: Shares) -> bool:
    """Write down where the pages that are going have moved to. True where there were any."""
    chunks = list(shares.exports())
    projects = b"".join(chunk.projects_jsonl for chunk in chunks)
    submissions = b"".join(chunk.submissions_jsonl for chunk in chunks)
    return redirects.add_redirects(content, redirects.proposed(site, standing, projects, submissions)) > 0


def lead_on(content: Path, stage: Stage, theme: Theme, urls: Iterable[str]) -> list[Message]:
    """A page for each address that has moved; returns what is wrong with the others."""
    found = redirects.load_redirects(content)
    if not found:
        return []
    wanted = {address for one in found for address in (one.old, one.new)}
    pages, messages = redirects.redirect_pages(found, wanted.intersection(urls))
    for page in pages:
        stage.write(page.names["url"], render(page, theme))
    return messages
