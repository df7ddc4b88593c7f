// Plan → document numbers. Integers only: the shortest list first, each further one narrows it.
(function () {
  "use strict";

  const MANY = 30; // candidates from which on further terms cost less than the texts they save
  const NONE = new Int32Array(0);

  /** Where ``value`` stands in an ascending list from ``low`` on, or would stand. */
  function place(list, value, low) {
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle] < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function holds(list, value) {
    return list[place(list, value, 0)] === value;
  }

  function intersect(a, b) {
    const out = new Int32Array(Math.min(a.length, b.length));
    let n = 0;
    if (a.length * 16 < b.length) {
      let low = 0;
      for (const value of a) {
        low = place(b, value, low);
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

  const isLong = (entries) => entries.some((entry) => entry.long);
  const anywhere = (entries) => (entries.length ? union(entries.map((entry) => entry.documents)) : NONE);

  /** {clauses, documents, exact} of one phrase: a clause is a term with its entries, several for a beginning. */
  async function phrase(planned, field) {
    const { first, further } = MZ.plan.choose(planned.terms);
    const load = (terms, beginnings) =>
      Promise.all([...terms.map((term) => group(term, false)), ...beginnings.map((term) => group(term, true))]);
    const groups = await load(first, planned.beginnings);
    const clauses = groups.map((entries, i) => ({ name: [...first, ...planned.beginnings][i], entries }));
    // In which fields a frequent term stands is in further files: not worth them where a rare one tells.
    const tells = groups.every(isLong) ? groups : groups.filter((entries) => !isLong(entries));
    const lists = await Promise.all(groups.map((entries) =>
      field && tells.includes(entries) ? inField(entries, field) : anywhere(entries)));
    lists.sort((a, b) => a.length - b.length);
    let documents = lists.reduce(intersect);
    // Frequent terms that together are much rarer than each belong together; more of them would only say so again.
    const narrowed = groups.every(isLong) && documents.length * 2 < lists[0].length;
    if (documents.length > MANY && !narrowed) {
      documents = (await load(further, planned.tail)).map(anywhere).reduce(intersect, documents);
    }
    return { clauses, documents, exact: planned.exact };
  }

  MZ.match = { holds, intersect, union, without, phrase };
})();
