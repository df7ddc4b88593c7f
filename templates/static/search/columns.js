// What narrowing and sorting need of every document, loaded when it is first used. A column answers value numbers, and how each reads.
(function () {
  "use strict";
  const COLUMNS = ["region", "department", "year", "amount", "indicator", "finding"];
  // Amount bands in yuan, each up to but not including the next.
  const BANDS = [
    ["0-10万", 0, 1e5, "10万元以下"], ["10万-100万", 1e5, 1e6, "10万至100万元"], ["100万-1000万", 1e6, 1e7, "100万至1000万元"],
    ["1000万-1亿", 1e7, 1e8, "1000万至1亿元"], ["1亿-", 1e8, Infinity, "1亿元以上"],
  ];

  function parse(name, text) {
    const count = MZ.index.manifest.documents;
    if (name === "amount") {
      const amounts = Float64Array.from(text.split(" "), (value) => (value === "" ? NaN : Number(value)));
      const band = (value) => BANDS.findIndex((each) => value >= each[1] && value < each[2]);
      return { amounts, values: BANDS.map((each) => [each[0], each[3]]), of: (document) => [band(amounts[document])].filter((n) => n >= 0) };
    }
    if (name === "name") return { ranks: MZ.codec.read(text) };
    if (name === "kind") {
      const kinds = MZ.codec.runs(MZ.codec.read(text), count);
      return { of: (document) => [kinds[document]] };
    }
    const [known, encoded] = text.split("\n");
    const numbers = MZ.codec.read(encoded);
    if (name === "indicator" || name === "finding") {
      const [values, sets] = JSON.parse(known);
      return { values, of: (document) => sets[numbers[document]] };
    }
    const values = JSON.parse(known);
    const each = MZ.codec.runs(numbers, count);
    return { values, each, of: (document) => (values[each[document]][0] ? [each[document]] : []) };
  }

  function load(name) {
    return MZ.loader.load(`c/${MZ.index.manifest.columns[name][0]}`, (text) => parse(name, text));
  }

  function cost(names) {
    return names.reduce((sum, name) => sum + MZ.index.manifest.columns[name][1], 0);
  }

  /** Which values of a column a filter means: its code, or what its name contains. */
  function meant(column, wanted) {
    const folded = MZ.terms.fold(wanted);
    const found = new Set();
    column.values.forEach(([code, name], i) => {
      if (MZ.terms.fold(name).includes(folded) || code === wanted || code === folded || (/^[0-9]+$/.test(folded) && code.startsWith(folded))) found.add(i);
    });
    return found;
  }

  /** The documents that pass: ``filters`` typed as {column, texts, not} or chosen as {column, values}, ``amounts`` as intervals. */
  async function narrow(documents, filters, amounts) {
    let left = documents;
    for (const { column, texts, values, not } of filters) {
      const loaded = await load(column);
      const codes = new Set(values);
      const wanted = values
        ? new Set(loaded.values.flatMap(([code], i) => (codes.has(code) ? [i] : [])))
        : new Set(texts.flatMap((text) => Array.from(meant(loaded, text))));
      left = left.filter((document) => loaded.of(document).some((n) => wanted.has(n)) !== Boolean(not));
    }
    for (const { min, max, open, not } of amounts) {
      const { amounts: yuan } = await load("amount");
      const inside = (value) => (open ? value > min && value < max : value >= min && value <= max);
      left = left.filter((document) => !Number.isNaN(yuan[document]) && inside(yuan[document]) !== Boolean(not));
    }
    return left;
  }

  /** Counts of a column's values among documents, largest first (years: latest first). */
  async function counts(name, documents) {
    const column = await load(name);
    const found = new Int32Array(column.values.length);
    for (const document of documents) for (const n of column.of(document)) found[n]++;
    const rows = column.values.map(([code, label], i) => ({ code, label, count: found[i] })).filter((row) => row.count);
    if (name === "amount") return rows;
    if (name === "year") return rows.sort((a, b) => b.code - a.code);
    return rows.sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
  }

  /** ``documents`` (in order of relevance) by amount, name or year; equals stay as they are. */
  async function sort(documents, by) {
    let key;
    if (by === "amount" || by === "amount-up") {
      const { amounts } = await load("amount");
      const sign = by === "amount" ? -1 : 1;
      key = (document) => (Number.isNaN(amounts[document]) ? Infinity : sign * amounts[document]);
    } else if (by === "year") {
      const { each, values } = await load("year");
      key = (document) => -Number(values[each[document]][0] || 0);
    } else {
      const { ranks } = await load("name");
      key = (document) => ranks[document];
    }
    const keys = Float64Array.from(documents, key);
    const order = Array.from(documents.keys()).sort((a, b) => (keys[a] === keys[b] ? a - b : keys[a] < keys[b] ? -1 : 1));
    return Int32Array.from(order, (i) => documents[i]);
  }

  MZ.columns = { COLUMNS, BANDS, load, narrow, counts, sort, cost };
})();
