"""What can be used is written down: commands, settings, sidecar keys, formats, files under data/."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from generator.commands import COMMANDS
from generator.model import Sidecar
from generator.readers import readers
from generator.settings import Settings

ROOT = Path(__file__).parents[1]
READMES = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md")}


@pytest.mark.parametrize("name", READMES)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_both_readmes(command: str, name: str) -> None:
    assert re.search(rf"mingzhang {command}\b", READMES[name])


@pytest.mark.parametrize("name", READMES)
def test_every_key_of_a_sidecar_stands_in_both_readmes(name: str) -> None:
    keys = {field.name for field in msgspec.structs.fields(Sidecar)}
    assert {key for key in keys if f"`{key}`" not in READMES[name] and f"{key} =" not in READMES[name]} == set()


@pytest.mark.parametrize("name", READMES)
def test_every_format_stands_in_both_readmes(name: str) -> None:
    endings = {ending for reader in readers() for ending in reader.EXTENSIONS}
    assert endings
    assert {ending for ending in endings if ending not in READMES[name]} == set()


def test_every_setting_stands_in_the_portals_own_settings() -> None:
    text = (ROOT / "content" / "site.toml").read_text("utf-8")

    def keys(kind: type) -> set[str]:
        found = set()
        for field in msgspec.structs.fields(kind):
            nested = isinstance(field.type, type) and issubclass(field.type, msgspec.Struct)
            found |= keys(field.type) if nested else {field.name}
        return found

    wanted = keys(Settings)
    assert len(wanted) > 10
    assert {key for key in wanted if not re.search(rf"^#?\s*{key} = ", text, re.MULTILINE)} == set()
