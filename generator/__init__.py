"""明账 (mingzhang): a folder of budget performance disclosures becomes a static, searchable portal."""

__version__ = "0.1.0"
