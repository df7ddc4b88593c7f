// An invented search while the visitor is still thinking: a browser prepares functions and patterns when they are first used, which
// takes it longer than a search itself. Nothing is loaded and nothing shown; typing comes first.
(function () {
  "use strict";
  const WORDS = "绩效";
  const DOCUMENTS = 2000, CODED = "y<"; // as many, and that number as codec.py writes it
  const BEST = 1000;
  const RECORDS = 16;
  const ALIKE = 4; // records of one block
  const SENTENCES = Array(20).fill([0, `做好${WORDS}目标（2024年）的 核对，满意度≥95％`, "a"]);
  const RECORD = [0, "", WORDS, WORDS, "", "", "", 2024, "12345", "", [], [], "", "", "a", "b", "", "", SENTENCES];
  const line = (sign, count) => sign.repeat(count);
  const SPARE = 8; // milliseconds that a step may take
  const idle = () => new Promise((resolve) => (window.requestIdleCallback || setTimeout)(resolve));

  /** A term in every document, once in its first field, as a piece and as a long entry tell it. */
  function entries() {
    const each = (sign) => line(sign, DOCUMENTS), best = (sign) => line(sign, BEST);
    const short = MZ.index.parseShort([` ${WORDS}`, CODED, each("#"), each("$"), each("#"), each("%")].join("\n"));
    const long = MZ.index.parseLong([WORDS, CODED + CODED + "#", each("#"), best("$"), best("$"), best("#"), best("%"), ""].join("\n"));
    return [short.get(WORDS), long];
  }

  function show(query, document) {
    const text = JSON.stringify(Array(ALIKE).fill(RECORD));
    MZ.codec.check(text);
    const [record] = MZ.records.parse(text);
    MZ.records.fold(record);
    MZ.results.item({ document, record, hits: MZ.marks.confirm(record, query) }, query);
  }

  /** What there is to do, in steps. */
  function* steps() {
    const query = MZ.engine.prepare(MZ.query.parse(WORDS));
    const [short, long] = entries();
    yield;
    const documents = MZ.match.intersect(short.documents, long.documents);
    MZ.rank.first(documents, [{ name: WORDS, entries: [long] }], BEST);
    yield MZ.rank.all(documents.slice(0, BEST), MZ.rank.scoring([{ name: WORDS, entries: [short] }]));
    for (let i = 0; i < RECORDS; i++) yield show(query, i);
  }

  /** Rehearse while the browser has nothing else to do, until ``stopped`` says that a search has begun. */
  async function rehearse(stopped) {
    let until = await idle();
    for (const step of steps()) {
      await step;
      if (!until || until.timeRemaining() < SPARE) until = await idle();
      if (stopped()) return;
    }
  }

  MZ.rehearse = rehearse;
})();
