"""Text without tabs → blocks: tables drawn with ``|`` or set in columns of blanks. (Under construction.)"""

from __future__ import annotations

from generator.model import Block, Paragraph


def drawn(text: str) -> tuple[Block, ...]:
    """Paragraphs for now."""
    return tuple(Paragraph(line, f"L{n}") for n, line in enumerate(text.split("\n"), 1) if line.strip())
