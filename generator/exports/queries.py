"""Ready queries that travel inside the database, in its table ``queries``.

``search`` is the one that matters: it cuts ``:q`` in SQL as the texts were cut (:mod:`pairs`), so it works
wherever SQLite does, Datasette included, without an extension and without a program of ours.
"""

from __future__ import annotations

# Each word between blanks becomes one phrase of pairs: 差旅费 → "差旅 旅费". A run's last character is asked for where
# the word goes on behind it (差旅费2021 → "差旅 旅费 费 2021"), and a single character by prefix (差 → "差"*).
MATCH = """WITH RECURSIVE
  letters(at, letter, rest) AS (
    SELECT 1, substr(:q, 1, 1), substr(:q, 2) WHERE :q <> ''
    UNION ALL SELECT at + 1, substr(rest, 1, 1), substr(rest, 2) FROM letters WHERE rest <> ''),
  kinds AS (
    SELECT at, letter, CASE
      WHEN letter GLOB '[0-9A-Za-z]' THEN 'latin'
      WHEN unicode(letter) BETWEEN 13312 AND 19903 OR unicode(letter) BETWEEN 19968 AND 40959
        OR unicode(letter) BETWEEN 63744 AND 64255 OR unicode(letter) >= 131072 THEN 'han'
      WHEN letter IN (' ', char(9), char(12288)) THEN 'blank' ELSE 'mark' END AS kind FROM letters),
  around AS (
    SELECT at, letter, kind, lag(kind, 1, '') OVER line AS before, lead(kind, 1, '') OVER line AS after,
      lead(letter) OVER line AS next, sum(kind = 'blank') OVER line AS word FROM kinds WINDOW line AS (ORDER BY at)),
  words AS (
    SELECT word, min(at) AS first, max(at) AS last FROM around WHERE kind IN ('han', 'latin') GROUP BY word),
  pieces AS (
    SELECT at, CASE WHEN at = first THEN ' "' ELSE '' END
      || CASE
        WHEN kind = 'latin' AND before = 'latin' THEN letter
        WHEN kind = 'latin' THEN ' ' || letter
        WHEN kind = 'han' AND after = 'han' THEN ' ' || letter || next
        WHEN kind = 'han' AND (before <> 'han' OR at < last) THEN ' ' || letter
        ELSE '' END
      || CASE WHEN at < last OR at > last THEN '' WHEN kind = 'han' AND before <> 'han' THEN '"*' ELSE '"' END AS piece
    FROM around JOIN words USING (word)),
  numbered AS (SELECT row_number() OVER (ORDER BY at) AS at, piece FROM pieces),
  built(at, query) AS (
    SELECT 0, ''
    UNION ALL SELECT numbered.at, query || piece FROM built JOIN numbered ON numbered.at = built.at + 1),
  question(query) AS (SELECT CASE query WHEN '' THEN '""' ELSE query END FROM built ORDER BY at DESC LIMIT 1)
"""

# No value ever stands in these texts: what is asked arrives as a parameter.
SEARCH = f"""{MATCH}SELECT projects.id, projects.name, department_name, fiscal_year, budget_yuan, projects.url
FROM search JOIN searched ON searched.number = search.rowid JOIN projects ON projects.id = searched.project_id
WHERE search MATCH (SELECT query FROM question)
ORDER BY search.rank, budget_fen DESC, projects.id"""  # noqa: S608

_LARGEST = """SELECT id, name, department_name, fiscal_year, budget_yuan, url FROM projects
WHERE counted AND (:year = '' OR fiscal_year = :year)
ORDER BY budget_fen DESC, id LIMIT 100"""

_SAME_INDICATOR = """SELECT department_name, projects.fiscal_year, projects.name AS project,
  target_printed, comparison, target_value, target_unit, target_per, indicators.source_url, indicators.source_anchor
FROM indicators JOIN projects ON projects.id = project_id
WHERE indicators.name = :name
ORDER BY CAST(target_value AS REAL) DESC, department_name, projects.id"""

READY = (
    ("search", "全文检索：:q 可以是任意长度的词，多个词用空格隔开", SEARCH),
    ("largest", "金额最大的项目：:year 为年度，留空为全部", _LARGEST),
    ("same_indicator", "同一指标在各部门的指标值：:name 为三级指标", _SAME_INDICATOR),
)
