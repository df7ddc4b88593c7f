"""``.well-known/security.txt`` (RFC 9116): whom to tell of a weakness, and until when this holds."""

from __future__ import annotations


def security_txt(contact: str, expires: str, base_url: str = "", language: str = "zh") -> bytes | None:
    """The file, or None where contact or date of expiry is not set: both are required, and the clock is no source."""
    if not contact or not expires:
        return None
    is_address = "@" in contact and ":" not in contact
    lines = [
        f"Contact: {'mailto:' if is_address else ''}{contact}",
        f"Expires: {expires if 'T' in expires else expires + 'T00:00:00Z'}",
        f"Preferred-Languages: {language}, en",
    ]
    if base_url:
        lines.append(f"Canonical: {base_url}.well-known/security.txt")
    return ("\n".join(lines) + "\n").encode()
