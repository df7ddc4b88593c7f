// A query's whole way: terms find, columns narrow, Lunr orders, texts confirm. A Result hands out confirmed records in order; until
// every candidate has been looked at, its total is an estimate (exact says which).
(function () {
  "use strict";
  const AT_ONCE = 40; // records loaded together, at most
  const ENOUGH = 60; // candidates from a long entry's best that make a first page

  async function loadTable() {
    const { folding } = MZ.index.manifest;
    MZ.terms.useTable(await MZ.loader.load(`f/${folding}`, (text) => text));
  }

  /** The parsed query with its phrases folded and planned. */
  function prepare(query) {
    const phrases = query.phrases.map((phrase) => {
      const folded = MZ.terms.fold(phrase.text);
      return { ...phrase, folded, planned: MZ.plan.phrase(folded) };
    });
    return {
      ...query,
      wanted: phrases.filter((phrase) => !phrase.not && phrase.folded),
      unwanted: phrases.filter((phrase) => phrase.not && phrase.folded),
    };
  }

  function everything() {
    return Int32Array.from({ length: MZ.index.manifest.documents }, (_, i) => i);
  }

  /** {documents, clauses, exact}: all candidates, ascending. */
  async function candidates(query, any) {
    const searchable = query.wanted.filter((phrase) => !phrase.planned.empty);
    const found = await Promise.all(searchable.map((phrase) => MZ.match.phrase(phrase.planned, phrase.field)));
    const lists = found.map((each) => each.documents).sort((a, b) => a.length - b.length);
    // Signs alone are in no list: only texts beside a word can tell.
    if (query.wanted.length && !searchable.length) return { documents: new Int32Array(0), clauses: [], exact: true };
    let documents = !lists.length ? everything() : any ? MZ.match.union(lists) : lists.reduce(MZ.match.intersect);
    let exact = found.every((each) => each.exact) && searchable.length === query.wanted.length;
    exact = exact && !query.wanted.some((phrase) => phrase.field);
    for (const phrase of query.unwanted) {
      if (!phrase.planned.exact || phrase.field) exact = false; // only the text can tell
      else documents = MZ.match.without(documents, (await MZ.match.phrase(phrase.planned, null)).documents);
    }
    const clauses = found.flatMap((each) => each.clauses);
    return { documents, clauses: Array.from(new Map(clauses.map((clause) => [clause.name, clause])).values()), exact };
  }

  class Result {
    constructor(query, found, sort) {
      Object.assign(this, { query, sort, exactTerms: found.exact, documents: found.documents });
      this.clauses = MZ.rank.scoring(found.clauses);
      this.order = null; // all candidates in order, or the first of them (partial)
      this.partial = false;
      this.at = 0; // candidates looked at
      this.rejected = new Set();
      this.shown = [];
    }

    get candidates() {
      return this.documents.length;
    }

    /** How many there are, as far as is known. */
    get total() {
      return this.documents.length - this.rejected.size;
    }

    /** How many of them are the portal's own pages. */
    get pages() {
      let count = 0;
      for (let i = this.documents.length - 1; i >= 0 && MZ.records.isPage(this.documents[i]); i--) {
        if (!this.rejected.has(this.documents[i])) count++;
      }
      return count;
    }

    get exact() {
      return this.exactTerms || this.done;
    }

    get done() {
      return !this.partial && this.order !== null && this.at >= this.order.length;
    }

    async prepareOrder(count) {
      if (this.order && (!this.partial || this.at + count <= this.order.length)) return;
      if (this.sort && this.sort !== "relevance") {
        const relevant = this.clauses.some((clause) => clause.entries.some((entry) => entry.long))
          ? this.documents : await MZ.rank.all(this.documents, this.clauses);
        this.order = MZ.rank.pagesLast(await MZ.columns.sort(relevant, this.sort));
        return;
      }
      const first = this.order ? null : MZ.rank.first(this.documents, this.clauses, ENOUGH);
      this.partial = first !== null && first.length < this.documents.length;
      this.order = first || MZ.rank.pagesLast(await MZ.rank.all(this.documents, this.clauses));
    }

    /** How many texts to read for ``wanted`` results: as many more as have failed so far. */
    batch(wanted) {
      const share = this.exactTerms ? 1 : (this.at - this.rejected.size + 1) / (this.at + 1);
      return Math.min(AT_ONCE, Math.ceil(wanted / Math.max(share, 0.05)));
    }

    /** Confirm up to ``count`` more, in turn with whoever else asks. ``look`` bounds the texts read; ``told`` hears of each. */
    more(count, look = Infinity, told = () => {}) {
      this.busy = (this.busy || Promise.resolve()).catch(() => {}).then(() => this.confirm(count, look, told));
      return this.busy;
    }

    async confirm(count, look, told) {
      const enough = this.shown.length + count;
      const end = this.at + look;
      while (this.shown.length < enough && this.at < end) {
        await this.prepareOrder(AT_ONCE);
        const next = Array.from(this.order.slice(this.at, Math.min(end, this.at + this.batch(enough - this.shown.length))));
        if (!next.length && this.partial) continue;
        if (!next.length) return;
        const records = next.map(MZ.records.get);
        Promise.all(records).catch(() => {}); // the first that fails is thrown below, the others with it
        for (const [i, document] of next.entries()) {
          const record = await records[i];
          const hits = MZ.marks.confirm(record, this.query);
          if (hits) this.shown.push({ document, record, hits });
          else this.rejected.add(document);
          this.at++;
          if (hits) told();
        }
      }
    }
  }

  /** Answer a query. ``options``: filters chosen beside it, sort, any (one of the words is enough). */
  async function search(text, options = {}) {
    const parsed = MZ.query.parse(text);
    // Nothing is awaited without need: the first pieces are asked for before the page turns to anything else.
    if (parsed.phrases.some((phrase) => MZ.terms.needsTable(phrase.text))) await loadTable();
    const query = prepare(parsed);
    const nothing = !query.wanted.length && !query.filters.length && !query.amounts.length && !query.unwanted.length;
    if (nothing && !(options.filters || []).length) return null;
    const found = await candidates(query, options.any);
    const filters = query.filters.concat(options.filters || []);
    const before = found.documents;
    found.documents = await MZ.columns.narrow(found.documents, filters, query.amounts);
    if (options.any) query.any = true;
    const result = new Result(query, found, options.sort);
    result.before = before;
    return result;
  }

  MZ.engine = { search, loadTable, prepare, Result };
})();
