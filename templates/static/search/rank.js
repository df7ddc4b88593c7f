// Documents → their order by Lunr's scores: its weights, added up in its order, on typed arrays, so that every score is lunr.js's
// own to the last bit (the tests ask it, with the whole index). Equal scores: by document number.
(function () {
  "use strict";

  function inverse(pairs) {
    const { documents } = MZ.index.manifest;
    return Math.log(1 + Math.abs((documents - pairs + 0.5) / (pairs + 0.5)));
  }

  function weight(idf, field, frequency, length) {
    const { k1, b, boosts, averages } = MZ.index.manifest;
    let score = (idf * ((k1 + 1) * frequency)) / (k1 * (1 - b + b * (length / averages[field])) + frequency);
    score *= boosts[field];
    return Math.round(score * 1000) / 1000;
  }

  /** The terms that score: all that share pieces, and the rarest. What stands everywhere says little and costs much. */
  function scoring(clauses) {
    const known = clauses.filter((clause) => clause.entries.length);
    const size = (clause) => clause.entries.reduce((sum, entry) => sum + entry.count, 0);
    const rarest = known.reduce((a, b) => (size(b) < size(a) ? b : a), known[0]);
    return known.filter((clause) => clause === rarest || clause.entries.every((entry) => !entry.long));
  }

  /** All entries that score, once each, in the order of the clauses. */
  function entriesOf(clauses) {
    return Array.from(new Map(clauses.flatMap((clause) => clause.entries).map((entry) => [entry.name, entry])).values());
  }

  /** Where each of ``wanted`` (ascending) stands in ``documents`` (ascending), or −1. */
  function positions(wanted, documents) {
    const out = new Int32Array(wanted.length).fill(-1);
    for (let i = 0, j = 0; i < wanted.length && j < documents.length; ) {
      if (wanted[i] === documents[j]) out[i++] = j++;
      else if (wanted[i] < documents[j]) i++;
      else j++;
    }
    return out;
  }

  /** Scores of ``wanted`` (ascending document numbers). */
  async function scores(wanted, clauses) {
    const entries = entriesOf(clauses);
    const loaded = await Promise.all(entries.map(async (entry) => ({
      entry, idf: inverse(entry.pairs), rows: await entry.rows(), at: positions(wanted, entry.documents),
    })));
    const sorted = loaded.slice().sort((a, b) => MZ.index.compare(a.entry.name, b.entry.name));
    const count = MZ.index.manifest.fields.length;
    const length = magnitude(clauses);
    const out = new Float64Array(wanted.length);
    const sums = new Float64Array(count);
    for (let i = 0; i < wanted.length; i++) {
      sums.fill(0);
      for (const { idf, rows, at, entry } of sorted) {
        if (at[i] < 0) continue;
        let row = rows.starts[at[i]];
        const repeats = length.repeats.get(entry.name);
        for (let field = 0, mask = rows.masks[at[i]]; mask; field++, mask >>= 1) {
          if (!(mask & 1)) continue;
          sums[field] += repeats * weight(idf, field, rows.frequencies[row] + 1, rows.lengths[row]);
          row++;
        }
      }
      // Lunr adds the fields up as it meets them: term by term, and field by field within a term.
      let seen = 0;
      for (const { rows, at } of loaded) {
        if (at[i] < 0) continue;
        for (let field = 0, mask = rows.masks[at[i]] & ~seen; mask; field++, mask >>= 1) {
          if (mask & 1) out[i] += sums[field] / length.value || 0;
        }
        seen |= rows.masks[at[i]];
      }
    }
    return out;
  }

  /** Length of Lunr's query vector; a term that two beginnings share counts twice. */
  function magnitude(clauses) {
    const repeats = new Map();
    for (const clause of clauses) for (const entry of clause.entries) repeats.set(entry.name, (repeats.get(entry.name) || 0) + 1);
    const sorted = Array.from(repeats).sort((a, b) => MZ.index.compare(a[0], b[0]));
    return { repeats, value: Math.sqrt(sorted.reduce((sum, [, n]) => sum + n * n, 0)) };
  }

  function byScore(wanted, points) {
    const order = Array.from(wanted.keys()).sort((a, b) => points[b] - points[a] || wanted[a] - wanted[b]);
    return Int32Array.from(order, (i) => wanted[i]);
  }

  /** The documents in order, all of them. */
  async function all(wanted, clauses) {
    return clauses.length ? byScore(wanted, await scores(wanted, clauses)) : wanted;
  }

  /** The first of the order, where the best of a long entry tell it without the rest: else null. */
  function first(wanted, clauses, enough) {
    const entries = entriesOf(clauses);
    if (entries.length !== 1 || !entries[0].long) return null;
    const { documents } = entries[0].best;
    const found = wanted.length === entries[0].count ? documents : documents.filter((document) => MZ.match.holds(wanted, document));
    const disclosed = found.filter((document) => !MZ.records.isPage(document));
    return disclosed.length >= Math.min(enough, wanted.length) ? disclosed : null;
  }

  /** An order with the portal's own pages at its end: they explain, they are not what was looked for. */
  function pagesLast(order) {
    const pages = order.filter(MZ.records.isPage);
    if (!pages.length) return order;
    const out = new Int32Array(order.length);
    out.set(order.filter((document) => !MZ.records.isPage(document)));
    out.set(pages, order.length - pages.length);
    return out;
  }

  MZ.rank = { scoring, scores, all, first, pagesLast };
})();
