"""``opensearch.xml``: the portal's search as a search engine of the browser (OpenSearch 1.1)."""

from __future__ import annotations

from html import escape


def opensearch(title: str, description: str, base_url: str = "", icon: str = "", language: str = "zh-CN") -> bytes:
    """The description. Browsers want whole addresses; without a base address they are relative to the file."""
    image = f'<Image type="image/svg+xml">{escape(base_url + icon)}</Image>\n' if icon else ""
    found = f"{escape(base_url)}search/index.html?q={{searchTerms}}"
    # The specification allows the short name sixteen characters.
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(title[:16])}</ShortName>\n"
        f"<Description>{escape(description[:1024])}</Description>\n"
        f'{image}<Url type="text/html" method="get" template="{found}"/>\n'
        f"<Language>{escape(language)}</Language>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n"
        "</OpenSearchDescription>\n"
    ).encode()
