"""Random edits of a small portal's folder, each of a kind that an operator makes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from uuid import uuid4

from generator.find import find
from generator.places import place_of
from tests.bench.corpus import disclosure, text_of

PACKAGED = Path(__file__).parents[1] / "templates"
SIDECARS = (
    'note = "已核对"\n',
    'published = "2024-02-{day:02}"\n',
    'withdrawn = "部门要求更正"\n',
    'year = 2023\noverride = "封面写错了年份"\n',
    'supersedes = "{other}"\npublished = "2025-03-{day:02}"\n',
    'yaer = 2023\n',
    'note = "没有写完\n',
)  # fmt: skip
SPELLINGS = ('[labels]\nbudget = ["预算数额"]\n', '[labels]\npurpose = ["绩效目标"]\n', "")
NO_SPELLINGS = ("[what]\n", "[labels\n")  # with these no file at all can be read, and nothing is published
TEMPLATES = ("project.html", "home.html", "parts/foot.html", "source.html", "layout.html", "check.html")


class Edits:
    """A folder and what is drawn for it. ``edit`` makes one change and says which."""

    def __init__(self, content: Path, seed: int, *, broken: bool = True) -> None:
        self.content, self.draw, self.broken = content, Random(seed), broken  # noqa: S311
        self.submissions = content / "submissions"
        self._added, self.unusable = 0, False  # as the vocabulary now stands
        for folder in (self.submissions, content / "pages"):
            folder.mkdir(parents=True)
        (content / "site.toml").write_text(self._settings(), "utf-8")
        for _ in range(4):
            self.add()

    def edit(self) -> str:
        kinds: list[tuple[int, Callable[[], object]]] = [
            (3, self.add), (6, self.change_a_figure), (3, self.change_a_word), (2, self.insert_a_line),
            (3, self.delete), (2, self.rename), (2, self.copy), (1, self.empty),
            (8, self.sidecar), (2, self.drop_sidecar), (3, self.template), (1, self.style),
            (2, self.settings), (2, self.vocabulary), (3, self.text), (1, self.redirect),
        ]  # fmt: skip
        if self.unusable and self.draw.random() < 0.7:
            return f"vocabulary: {self.vocabulary()}"
        work = self.draw.choices([work for _, work in kinds], [weight for weight, _ in kinds])[0]
        return f"{work.__name__}: {work()}"

    def _files(self, *, sidecars: bool = False) -> list[Path]:
        return sorted(path for path in self.submissions.rglob("*.*") if (path.suffix == ".toml") == sidecars)

    def _one(self) -> Path:
        while not (files := self._files()):
            self.add()
        return self.draw.choice(files)

    def add(self) -> Path:
        self._added += 1
        one = disclosure(self.draw.randint(0, 8), self.draw.randint(1, 2), seed=self.draw.randint(1, 3))
        path = self.submissions / f"{self._added}-{one.file}"
        path.write_text(text_of(one), "utf-8")
        if len(self._files()) > 6:  # else each edit makes the next one slower
            self.delete()
        return path

    def _change(self, of: Callable[[str], bool], to: Callable[[str], str]) -> Path:
        path = self._one()
        lines = path.read_text("utf-8").split("\n")
        places = [at for at, line in enumerate(lines) if of(line)]
        if places:
            at = self.draw.choice(places)
            lines[at] = to(lines[at])
            path.write_text("\n".join(lines), "utf-8")
        return path

    def change_a_figure(self) -> Path:
        return self._change(lambda line: line.strip()[:1].isdigit(), lambda line: line + str(self.draw.randint(0, 9)))

    def change_a_word(self) -> Path:
        return self._change(lambda line: len(line) > 6, lambda line: line + self.draw.choice("甲乙丙丁<&"))

    def insert_a_line(self) -> Path:
        return self._change(lambda line: True, lambda line: f"{line}\n\t又写了一行{self.draw.randint(1, 99)}")

    def delete(self) -> Path:
        path = self._one()
        path.unlink()
        return path

    def rename(self) -> Path:
        path = self._one()
        return path.rename(path.with_name(f"z{path.name}"[:60].replace(".txt", "") + ".txt"))

    def copy(self) -> Path:
        path = self._one()
        return Path(shutil.copy(path, path.with_name(f"c{self.draw.randint(1, 9)}{path.name}")))

    def empty(self) -> Path:
        if self.broken:
            path = self._one()
            path.write_bytes(self.draw.choice((b"", b"\xff\xfe\x00", b"\x00\x01\x02")))
            return path
        return self.delete()

    def sidecar(self) -> Path:
        path = self._one()
        text = self.draw.choice(SIDECARS if self.broken else SIDECARS[:5])
        path = path.with_suffix(".toml")
        path.write_text(text.format(day=self.draw.randint(1, 28), other=self._one().name), "utf-8")
        return path

    def drop_sidecar(self) -> Path | None:
        sidecars = self._files(sidecars=True)
        if not sidecars:
            return None
        path = self.draw.choice(sidecars)
        path.unlink()
        return path

    def template(self) -> Path:
        own = self.content / "templates" / self.draw.choice(TEMPLATES)
        if own.exists() and self.draw.random() < 0.4:
            own.unlink()
            return own
        own.parent.mkdir(parents=True, exist_ok=True)
        packaged = (PACKAGED / own.relative_to(self.content / "templates")).read_text("utf-8")
        own.write_text(packaged.replace("</", f"<!-- {self.draw.randint(1, 99)} --></", 1), "utf-8")
        return own

    def style(self) -> Path:
        own = self.content / "templates" / "static" / "css" / "site.css"
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_text(f"main {{ padding: {self.draw.randint(1, 99)}px }}", "utf-8")
        return own

    def _settings(self) -> str:
        return (
            f'title = "明账{self.draw.randint(1, 9)}"\nbase_url = "{self.draw.choice(("", "https://example.org/"))}"\n'
            f"[lists]\nrows = {self.draw.choice((1, 2, 200))}\nbars = {self.draw.choice((2, 12))}\n"
            f"[search]\nlunr_json_limit = {self.draw.choice((0, 5_000))}\n"
        )

    def settings(self) -> str:
        text = self._settings()
        (self.content / "site.toml").write_text(text, "utf-8")
        return text

    def vocabulary(self) -> str:
        self.unusable = self.broken and not self.unusable and self.draw.random() < 0.2
        text = self.draw.choice(NO_SPELLINGS if self.unusable else SPELLINGS)
        (self.content / "vocabulary.toml").write_text(text, "utf-8")
        return text

    def text(self) -> Path:
        path = self.content / "pages" / self.draw.choice(("about.md", "help.md", "own.md"))
        if path.exists() and self.draw.random() < 0.3:
            path.unlink()
        else:
            front = f'+++\ntitle = "关于{self.draw.randint(1, 9)}"\norder = {self.draw.randint(1, 9)}\n+++\n'
            path.write_text(f"{front}## 预算数\n第 {self.draw.randint(1, 99)} 版。\n", "utf-8")
        return path

    def redirect(self) -> str:
        to = self.draw.choice(("index.html", "projects/nowhere/", "pages/own/", "findings/"))
        text = f'[[redirect]]\nfrom = "projects/old/"\nto = "{to}"\n'
        (self.content / "redirects.toml").write_text(text, "utf-8")
        return text


def make_way(content: Path, site: Path) -> None:
    """Where no submission is left, move the site away, as whoever wants an empty portal must."""
    if site.exists() and not find(place_of(content))[0]:
        site.rename(site.with_name(f"{site.name} {uuid4()}"))
