"""明账 (mingzhang): a folder of budget performance disclosures becomes a static, searchable portal.

What it is for
    Departments must publish, with their budget, what each project will cost, when the money will be spent and what
    counts as done (部门预算绩效目标). The documents are public and hardly readable. This package reads every one of
    them and writes pages that anybody can host, copy or open from a USB stick, each figure linked to its line.

The pipeline, one function an arrow, types in :mod:`.model`
    =============  =====================================  ============================================
    find           ``content/`` → files                   :mod:`.find`
    read           bytes → blocks with their places       :mod:`.readers`, a file a format
    recognise      blocks → a submission                  :mod:`.recognise`, spellings in ``vocabulary.toml``
    check          a submission → findings                :mod:`.checks`, a file a question
    digest         all that for one file, in parallel     :mod:`.digest`, :mod:`.reading`, kept in :mod:`.store`
    link           light facts of all → the catalogue     :mod:`.linking`, :mod:`.catalogue`, :mod:`.identity`
    render         catalogue and digests → pages          :mod:`.departments`, :mod:`.overviews`, :mod:`.pages`
    index, export  shares of all → search, downloads      :mod:`.whole`, :mod:`.search`, :mod:`.exports`, :mod:`.shares`
    publish        outputs → ``site/``, all or nothing    :mod:`.publish`
    =============  =====================================  ============================================
    :mod:`.build` is the table of contents; :mod:`.serve` does the same from memory; :mod:`.verify` proves the result.

Words used in the code, and the label printed in the documents
    submission 一份公开文件 · department 部门 (owns) · unit 预算单位 (is printed in the table) · region 区划 ·
    fiscal year 预算年度 · project 项目 · budget 预算数 · fiscal funds 财政资金 · other funds 其他资金 ·
    purpose 资金用途 · plan 资金支出计划, of four cumulative checkpoints · goal 绩效目标 · indicator 绩效指标, with
    dimension 一级, aspect 二级, name 三级 · target 指标值 · basis 指标值确定依据 · finding 核对提示, never a verdict ·
    fragment 零散内容, what belongs to no project · anchor, the place in the source: ``L88``, ``t3.r5.c2``,
    ``p28.t1.r3``, ``Sheet1!C4``

Where to add things
    a spelling of a heading: a line in ``recognise/vocabulary.toml`` · an input format: a file in ``readers/`` ·
    a check: a file in ``checks/`` · a page type: ``pages/`` and a template · a download: ``exports/`` · a command:
    ``commands/``. CONTRIBUTING.md says how.
"""

__version__ = "0.1.0"
