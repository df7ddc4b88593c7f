// Plan → document numbers. Integers only: the shortest list first, each further one narrows it.
(function () {
  "use strict";

  const MANY = 30; // candidates from which on further terms cost less than the texts they save
  const NONE = new Int32Array(0);

  function intersect(a, b) {
    const out = new Int32Array(Math.min(a.length, b.length));
    let n = 0;
    if (a.length * 16 < b.length) {
      let low = 0;
      for (const value of a) {
        let high = b.length;
        while (low < high) {
          const middle = (low + high) >> 1;
          if (b[middle] < value) low = middle + 1;
          else high = middle;
        }
        if (b[low] === value) out[n++] = value;
      }
    } else {
      for (let i = 0, j = 0; i < a.length && j < b.length; ) {
        if (a[i] === b[j]) {
          out[n++] = a[i++];
          j++;
        } else if (a[i] < b[j]) i++;
        else j++;
      }
    }
    return out.subarray(0, n);
  }

  function union(lists) {
    if (lists.length === 1) return lists[0];
    const total = lists.reduce((sum, list) => sum + list.length, 0);
    const all = new Int32Array(total);
    lists.reduce((at, list) => (all.set(list, at), at + list.length), 0);
    all.sort();
    let n = 0;
    for (let i = 0; i < total; i++) if (i === 0 || all[i] !== all[i - 1]) all[n++] = all[i];
    return all.subarray(0, n);
  }

  function without(a, b) {
    const gone = new Set(b);
    return a.filter((value) => !gone.has(value));
  }

  async function group(name, isBeginning) {
    if (isBeginning) return MZ.index.beginning(name);
    const entry = await MZ.index.entry(name);
    return entry ? [entry] : [];
  }

  /** The documents in which one of ``entries`` stands in ``field``. */
  async function inField(entries, field) {
    const bit = 1 << MZ.index.manifest.fields.indexOf(field);
    const lists = await Promise.all(entries.map(async (entry) => {
      const { masks } = await entry.rows();
      return entry.documents.filter((_, i) => masks[i] & bit);
    }));
    return lists.length ? union(lists) : new Int32Array(0);
  }

  /** {clauses, documents, exact} of one phrase: a clause is a term with its entries, several for a beginning. */
  async function phrase(planned, field) {
    const { first, further } = MZ.plan.choose(planned.terms);
    const wanted = first.map((term) => [term, false]).concat(planned.beginnings.map((term) => [term, true]));
    const groups = await Promise.all(wanted.map(([term, beginning]) => group(term, beginning)));
    const clauses = groups.map((entries, i) => ({ name: wanted[i][0], entries }));
    const lists = await Promise.all(groups.map((entries) =>
      field ? inField(entries, field) : entries.length ? union(entries.map((entry) => entry.documents)) : new Int32Array(0)));
    lists.sort((a, b) => a.length - b.length);
    let documents = lists.reduce(intersect);
    if (documents.length > MANY && further.length) {
      const more = await Promise.all(further.map((term) => group(term, false)));
      documents = more.map(([entry]) => (entry ? entry.documents : NONE)).reduce(intersect, documents);
    }
    return { clauses, documents, exact: planned.exact };
  }

  MZ.match = { intersect, union, without, phrase };
})();
