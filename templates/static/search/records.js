// Result records: what a result shows and what confirms it. Four documents a block; the manifest names folders of blocks.
(function () {
  "use strict";
  const NAMES = [
    "kind", "url", "title", "department", "department_id", "region", "region_name", "year", "budget", "code",
    "indicator_kinds", "findings", "file", "sha256", "source_url", "anchor", "fiscal_funds", "other_funds", "passages",
  ];
  const KINDS = ["project", "department_year", "fragment", "page"];

  function parse(text) {
    return JSON.parse(text).map((row) => {
      const record = Object.fromEntries(NAMES.map((name, i) => [name, row[i]]));
      record.kind = KINDS[record.kind];
      record.passages = record.passages.map(([field, passage, fragment]) => ({ field, text: passage, fragment }));
      return record;
    });
  }

  function path(document) {
    const { block, blocks, folders, digest } = MZ.index.manifest;
    const number = Math.floor(document / block);
    const folder = Math.floor(number / blocks);
    return `r/${folders.slice(folder * digest, (folder + 1) * digest)}/${number % blocks}`;
  }

  async function get(document) {
    const block = await MZ.loader.load(path(document), parse);
    const record = block[document % MZ.index.manifest.block];
    if (!record.folded) {
      if (record.passages.some((passage) => MZ.terms.needsTable(passage.text))) await MZ.engine.loadTable();
      fold(record);
    }
    return record;
  }

  function fold(record) {
    for (const passage of record.passages) passage.folded = MZ.terms.fold(passage.text);
    record.folded = true;
  }

  /** How many blocks have still to be loaded for some documents. */
  function missing(documents) {
    return new Set(Array.from(documents, path)).size - new Set(Array.from(documents, path).filter(MZ.loader.has)).size;
  }

  /** Whether a document is one of the portal's own pages: they stand behind all others. */
  function isPage(document) {
    const { documents, pages } = MZ.index.manifest;
    return document >= documents - pages;
  }

  /** Where in the source a record stands. A department's year has no place of its own: its sentence tells, behind the source's id. */
  function place(record, passage) {
    const source = `${record.source_url.split("/").at(-2)}-`;
    if (record.anchor || !passage || !passage.fragment.startsWith(source)) return record.anchor;
    return passage.fragment.slice(source.length);
  }

  MZ.records = { get, parse, fold, missing, path, isPage, place, KINDS };
})();
