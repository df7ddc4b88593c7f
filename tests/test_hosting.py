"""Before uploading, an operator knows where the site fits."""

from __future__ import annotations

from pathlib import Path

from generator.hosting import HOSTS, fullest_folder, largest_file, standing

ROOT = Path(__file__).parents[1]
MEGABYTE = 2**20


def test_a_small_site_fits_everywhere():
    assert standing(308, 4_000_000, 500_000, 9) == "放得下：GitHub Pages、GitLab Pages、Cloudflare Pages、Netlify"


def test_a_limit_counts_only_when_it_is_passed():
    assert "放不下" not in standing(20_000, 10**9, 25 * MEGABYTE, 54_000)
    assert standing(20_001, 10**9, 25 * MEGABYTE, 9).endswith(
        "放不下：Cloudflare Pages（文件 20,001 个，上限 20,000 个）"
    )


def test_every_limit_that_is_passed_is_named():
    said = standing(300_000, 2 * 10**9, 200 * MEGABYTE, 54_001)
    assert "放得下" not in said
    assert "GitHub Pages（总大小 2,000.0 MB，上限 1,000.0 MB；最大的文件 209.7 MB，上限 104.9 MB）" in said
    assert "GitLab Pages（文件 300,000 个，上限 200,000 个；总大小 2,000.0 MB，上限 1,000.0 MB）" in said
    assert "Netlify（一个文件夹里的文件 54,001 个，上限 54,000 个）" in said


def test_the_fullest_folder_is_one_of_the_index(tmp_path: Path):
    for number in range(5):
        for name in (f"search/t/{number}.js", f"search/r/{number}/0.js", f"projects/{number}/index.html"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).touch()
    assert fullest_folder(tmp_path) == 5
    assert fullest_folder(tmp_path / "nowhere") == 0


def test_the_largest_file_is_a_download_or_a_source(tmp_path: Path):
    for name, size in (("data/projects.csv", 10), ("sources/a/a.pdf", 30), ("index.html", 50)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * size)
    assert largest_file(tmp_path) == 30
    assert largest_file(tmp_path / "nowhere") == 0


def test_the_build_says_it(tmp_path: Path, monkeypatch, capsys):
    from generator.__main__ import main

    monkeypatch.chdir(tmp_path)
    (tmp_path / "content" / "submissions").mkdir(parents=True)
    assert main(["build"]) == 0
    assert "放得下：GitHub Pages、GitLab Pages、Cloudflare Pages、Netlify\n" in capsys.readouterr().out


def test_the_readme_lists_the_hosts_and_limits_that_are_held_against_the_site():
    for name in ("README.md", "README.zh-CN.md"):
        lines = (ROOT / name).read_text("utf-8").split("GitHub Pages | ")[1:]
        assert len(lines) == 1, name
        text = "| GitHub Pages | " + lines[0].partition("\n\n")[0]
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()]
        assert [host.name for host in HOSTS] == [row[0].partition(" (")[0] for row in rows], name
        for host, (_, files, size, largest) in zip(HOSTS, rows, strict=True):
            for limit in filter(None, (host.files, host.fullest)):
                assert f"{limit:,}" in files, (name, host.name)
            assert (size == "1 GB") == (host.size == 10**9), (name, host.name)
            assert largest.startswith(f"{host.largest >> 20} MiB") if host.largest else not largest, (name, host.name)
            assert bool(files) == bool(host.files or host.fullest), (name, host.name)
