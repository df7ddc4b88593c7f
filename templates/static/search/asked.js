// What is asked, as it stands in the address: words, what they are narrowed by, order, whether one of the words is enough.
(function () {
  "use strict";
  const FIRST = "relevance";

  /** The address → {q, sort, chosen, any}. ``sorts``: the orders there are; any other is the first. */
  function read(search, sorts) {
    const asked = new URLSearchParams(search);
    const chosen = {};
    for (const column of MZ.columns.COLUMNS) if (asked.has(column)) chosen[column] = Array.from(new Set(asked.getAll(column)));
    const sort = sorts.includes(asked.get("sort")) ? asked.get("sort") : FIRST;
    return { q: (asked.get("q") || "").trim(), sort, chosen, any: asked.get("any") === "1" };
  }

  /** What is asked → the part of the address behind the page's name: the same question, the same text. */
  function address({ q, sort, chosen, any }) {
    const asked = new URLSearchParams();
    if (q) asked.set("q", q);
    for (const column of MZ.columns.COLUMNS) for (const value of chosen[column] || []) asked.append(column, value);
    if (sort !== FIRST) asked.set("sort", sort);
    if (any) asked.set("any", "1");
    const text = asked.toString();
    return text && `?${text}`;
  }

  /** What is chosen with one value put in or taken out. */
  function changed(chosen, column, value, on) {
    const values = (chosen[column] || []).filter((each) => each !== value).concat(on ? [value] : []);
    const { [column]: _, ...others } = chosen;
    return values.length ? { ...others, [column]: values } : others;
  }

  const filters = ({ chosen }) => Object.entries(chosen).map(([column, values]) => ({ column, values }));

  MZ.asked = { read, address, changed, filters };
})();
