"""The folder is the registry: every module in it is a whole check."""

from __future__ import annotations

from pathlib import Path

from disclosed import published, submission

from generator import checks
from generator.checks.evidence.remark import Words


def test_every_file_of_the_folder_is_a_check_and_says_all_about_itself() -> None:
    folder = Path(checks.__file__).parent
    names = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    infos = {info.name: info for info in checks.all_checks()}
    assert sorted(infos) == names
    for info in infos.values():
        assert info.heading in checks.HEADINGS
        assert info.severity in checks.SEVERITIES
        for words in (info.title, info.rule, info.source, info.innocent, info.clean or Words("-", "-")):
            assert words.zh, info.name
            assert words.en, info.name
        assert info.rule.zh.endswith("。"), info.name
        assert info.rule.en.endswith("."), info.name
        assert info.innocent.zh.endswith("。"), info.name


def test_findings_come_first_for_the_document_then_by_project_and_check() -> None:
    found = checks.run(published("丰润区经济开发区管理委员会-2022.txt"))
    assert list(found) == sorted(found, key=lambda finding: (finding.project or 0, finding.check))
    assert found[0].project is None


def test_the_contracts_example_has_its_finding() -> None:
    """2021年差旅费（21年借款）: 6月底 100%, 10月底 and 12月底 blank."""
    found = checks.run(published("丰润区经济开发区管理委员会-2022.txt"))
    blank = next(finding for finding in found if finding.check == "plan_blank_after_complete")
    assert (blank.project, blank.severity, blank.heading) == (1, "note", "completeness")
    assert [place.anchor for place in blank.places] == ["L91", "L92", "L90"]
    assert blank.zh == "6月底已到100%，10月底、12月底没有填写。"


def test_checks_are_pure() -> None:
    """The same document, read twice, is asked the same and answers the same."""
    layout = "资金用途 在6个进出口安装限高杆\n绩效目标 两个进出口安装限高杆"
    assert checks.run(submission(layout)) == checks.run(submission(layout))
