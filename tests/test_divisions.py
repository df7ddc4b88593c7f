"""Division codes and the names that units begin with."""

from __future__ import annotations

import pytest

from generator.divisions import county_at_start_of, is_grouping, name_of, path_of


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("130208", "丰润区"),
        ("130209", "曹妃甸区"),
        ("130535", "临西县"),
        ("130200", "唐山市"),
        ("130000", "河北省"),
        ("653229", "和安县"),
    ],
)
def test_a_code_has_its_name(code: str, name: str) -> None:
    assert name_of(code) == name


def test_a_withdrawn_code_keeps_its_last_name() -> None:
    """唐海县 became 曹妃甸区 in 2012, under another code."""
    assert name_of("130230") == "唐海县"


def test_a_development_zone_has_no_code() -> None:
    """130273 is the statisticians' number of 唐山高新技术产业开发区, not a division of GB/T 2260."""
    assert name_of("130273") is None
    assert path_of("130273") == ()


def test_the_path_goes_from_the_province_to_the_county() -> None:
    assert path_of("130208") == (("130000", "河北省"), ("130200", "唐山市"), ("130208", "丰润区"))


def test_the_path_leaves_out_what_only_groups_others() -> None:
    assert path_of("110105") == (("110000", "北京市"), ("110105", "朝阳区"))
    assert path_of("419001") == (("410000", "河南省"), ("419001", "济源市"))
    assert is_grouping("110100")
    assert not is_grouping("130200")


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("临西县运河园区管理委员会", "130535"),
        ("曹妃甸区发展和改革局本级", "130209"),
        ("丰润区经济开发区管理委员会本级", "130208"),
        ("唐山市路北区教育局", "130203"),
        ("河北省唐山市路北区教育局", "130203"),
        ("唐山路北区教育局", "130203"),
        ("北京市朝阳区财政局", "110105"),
        ("吉林省长春市朝阳区财政局", "220104"),
        ("黄山市黄山区财政局", "341003"),
        ("唐山市财政局", "130200"),
        ("河北省财政厅", "130000"),
        ("济源市财政局", "419001"),
        ("积石山保安族东乡族撒拉族自治县财政局", "622927"),
    ],
)
def test_a_unit_name_begins_with_its_division(unit: str, code: str) -> None:
    assert county_at_start_of(unit) == code


@pytest.mark.parametrize(
    "unit",
    [
        "朝阳区财政局",  # 北京, 长春
        "市中区教育局",  # several cities
        "矿区管理局",  # an ordinary word, though 阳泉市 has a 矿区
        "新县城建设管理委员会",  # a new county town, not 新县
        "唐山高新区管委会办公室",  # no code of its own
        "发展和改革局",
        "",
    ],
)
def test_nothing_is_guessed_where_the_name_does_not_decide(unit: str) -> None:
    assert county_at_start_of(unit) is None


def test_the_portal_s_region_decides_between_namesakes_only() -> None:
    """桥西区 stands in 石家庄 and in 张家口; 临西县 stands in 邢台 alone, whatever the portal says."""
    assert county_at_start_of("桥西区财政局") is None
    assert county_at_start_of("桥西区财政局", region_hint="130700") == "130703"
    assert county_at_start_of("朝阳区财政局", region_hint="220000") == "220104"
    assert county_at_start_of("临西县财政局", region_hint="220000") == "130535"
    assert county_at_start_of("朝阳区财政局", region_hint="130000") is None


def test_a_name_withdrawn_not_long_ago_is_still_found() -> None:
    """偃师市 became a district of 洛阳 in 2021; 丰润县 has not been printed since 2001."""
    assert county_at_start_of("偃师市财政局") == "410381"
    assert county_at_start_of("丰润县财政局") is None
