"""Part one: sections, itemised goals with their indicators, and what is neither."""

from __future__ import annotations

from printed import disclosure

from generator.model import Section, Submission

TABLE = """
        1.防汛物资绩效目标表
        | 101001某局本级 | 单位：万元 |
        | 项目编码 | 13020924P0001 | 项目名称 | 防汛物资 |
        """


def section(found: Submission, kind: str) -> Section:
    (only,) = [s for s in found.sections if s.kind == kind]
    return only


def test_sections_stand_in_printed_order_with_their_numbers():
    found = disclosure(f"""
        第一部分
        部门整体绩效目标
        一、总体绩效目标
        做好防汛。
        二、分项绩效目标
        （一）防汛
        绩效目标：物资齐备
        绩效指标：储备率≥95%
        三、工作保障措施
        （一）完善制度。制定办法。
        第二部分
        预算项目绩效目标
        {TABLE}""")
    assert [(s.kind, s.heading.number, s.heading.text, s.heading.anchor) for s in found.sections] == [
        ("overall", "一、", "总体绩效目标", "L4"),
        ("itemised", "二、", "分项绩效目标", "L6"),
        ("safeguards", "三、", "工作保障措施", "L10"),
    ]
    assert [p.text for p in section(found, "overall").paragraphs] == ["做好防汛。"]
    assert [(p.number, p.text) for p in section(found, "safeguards").paragraphs] == [("（一）", "完善制度。制定办法。")]
    assert found.unclaimed == 0


def test_goals_and_indicators_are_paired_under_their_title():
    found = disclosure(f"""
        二、分项绩效目标
        （一）防汛
        绩效目标：物资齐备
        绩效指标：储备率≥95%
        （二）供暖
        绩效目标：按时供暖
        评价指标：投诉少于3起
        {TABLE}""")
    items = section(found, "itemised").items
    assert [(i.number, i.title, i.anchor) for i in items] == [("（一）", "防汛", "L3"), ("（二）", "供暖", "L6")]
    assert [[g.text for g in i.goals] for i in items] == [["物资齐备"], ["按时供暖"]]
    assert [[(g.text, g.anchor) for g in i.indicators] for i in items] == [
        [("储备率≥95%", "L5")],
        [("投诉少于3起", "L8")],
    ]


def test_a_numbered_line_alone_is_itself_the_goal():
    found = disclosure(f"""
        二、分项绩效目标
         1.招商引资方面，引进2个项目。
         2.安全生产方面，不出事故。
        {TABLE}""")
    items = section(found, "itemised").items
    assert [(i.number, i.title, [g.text for g in i.goals], i.indicators) for i in items] == [
        ("1.", None, ["招商引资方面，引进2个项目。"], ()),
        ("2.", None, ["安全生产方面，不出事故。"], ()),
    ]


def test_an_unnumbered_line_among_items_is_a_paragraph_and_goes_to_nobody():
    found = disclosure(f"""
        二、分项绩效目标
        围绕中心工作，分三项。
        （一）防汛
        绩效目标：物资齐备
        {TABLE}""")
    itemised = section(found, "itemised")
    assert [p.text for p in itemised.paragraphs] == ["围绕中心工作，分三项。"]
    assert [[g.text for g in i.goals] for i in itemised.items] == [["物资齐备"]]


def test_a_heading_printed_twice_is_one_section():
    found = disclosure(f"""
        一、总体绩效目标 TC 总体绩效目标 \\f A \\l 1
         总体目标

        做好防汛。
        {TABLE}""")
    overall = section(found, "overall")
    assert overall.heading.text == "总体绩效目标"
    assert [p.text for p in overall.paragraphs] == ["总体目标", "做好防汛。"]


def test_a_document_without_part_one_has_no_sections():
    found = disclosure(TABLE)
    assert found.sections == ()
    assert len(found.projects) == 1


def test_who_prepared_it_is_not_a_title_and_the_title_is_not_a_heading():
    found = disclosure(f"""
        某区管委会办公室编制

        2021年部门整体绩效目标
        一、总体绩效目标
        做好防汛。
        {TABLE}""")
    assert found.title
    assert (found.title.text, found.title.anchor) == ("2021年部门整体绩效目标", "L4")
    assert found.claims[:2] == ("author", "title")
