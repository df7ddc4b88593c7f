// The index as the rest sees it: terms in, entries out. An entry is {name, count, pairs, documents, rows()} where rows() promises
// {masks, starts, frequencies, lengths}: for each document its fields as bits, for each field a frequency and a length.
(function () {
  "use strict";
  const VERSION = 1;
  let manifest = null;

  /** Order of the index: Chinese before words, each by code points; the beginning 光* stands right behind 光. */
  function compare(a, b) {
    const x = MZ.terms.isRun(a), y = MZ.terms.isRun(b);
    if (x !== y) return x ? -1 : 1;
    for (let i = 0; ; ) {
      const p = a.codePointAt(i), q = b.codePointAt(i);
      if (p === undefined || q === undefined) return p === q ? 0 : p === undefined ? -1 : 1;
      if (p !== q) return p - q;
      i += p > 0xffff ? 2 : 1;
    }
  }

  /** How many of ``names`` stand at or before ``name``. */
  function position(names, name) {
    let low = 0, high = names.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(names[middle], name) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function shelf([names, digests], width) {
    return {
      names: names ? names.split(" ") : [],
      piece: (i) => digests.slice(i * width, (i + 1) * width),
    };
  }

  function open() {
    const piece = MZ.loader.arrived.get("manifest");
    if (!piece) throw new MZ.loader.LoadError("manifest", "missing");
    if (MZ.codec.check(piece.text) !== piece.check) throw new MZ.loader.LoadError("manifest", "damaged");
    const read = JSON.parse(piece.text);
    if (read.version !== VERSION) throw new MZ.loader.LoadError("manifest", "version");
    manifest = read;
    manifest.check = piece.check;
    manifest.short = shelf(read.terms, read.digest);
    manifest.longer = shelf(read.long, read.digest);
    let point = 0;
    MZ.terms.know(Array.from(MZ.codec.read(read.folded), (gap) => (point += gap)));
    manifest.averages = read.lengths.map((sum) => (sum || 1) / Math.max(read.documents, 1));
    return manifest;
  }

  function bits(mask) {
    let n = 0;
    for (; mask; mask &= mask - 1) n++;
    return n;
  }

  function names(line) {
    if (!MZ.terms.isRun(line.trimStart())) return line.split(" ");
    const found = [];
    for (const group of line.trimStart().split(" ")) {
      const [first, ...rest] = Array.from(group);
      for (const second of rest) found.push(second === "." ? first : first + second);
    }
    return found;
  }

  /** Rows of consecutive documents: where each document's begin. */
  function rows(masks, frequencies, lengths) {
    const starts = new Int32Array(masks.length + 1);
    for (let i = 0; i < masks.length; i++) starts[i + 1] = starts[i] + bits(masks[i]);
    return { masks, starts, frequencies, lengths };
  }

  function parseShort(text) {
    const lines = text.split("\n");
    const [counts, gaps, masks, frequencies, lengths] = lines.slice(1).map(MZ.codec.read);
    const entries = new Map();
    let at = 0, row = 0;
    names(lines[0]).forEach((name, i) => {
      const end = at + counts[i], from = at;
      const documents = MZ.codec.ascending(gaps, at, end);
      let stop = row;
      for (let d = at; d < end; d++) stop += bits(masks[d]);
      const own = rows(masks.subarray(from, end), frequencies.subarray(row, stop), lengths.subarray(row, stop));
      const entry = { name, count: counts[i], pairs: stop - row, long: false, documents, best: null, rows: async () => own };
      entries.set(name, entry);
      at = end;
      row = stop;
    });
    return entries;
  }

  function parseLong(text) {
    const [name, head, gaps, best, masks, frequencies, lengths, parts] = text.split("\n");
    const [count, pairs] = MZ.codec.read(head);
    const numbers = MZ.codec.read(gaps);
    return {
      name, count, pairs, long: true,
      documents: MZ.codec.ascending(numbers, 0, numbers.length),
      best: { documents: MZ.codec.read(best), ...rows(MZ.codec.read(masks), MZ.codec.read(frequencies), MZ.codec.read(lengths)) },
      rows: () => joined(parts.split(" ")),
    };
  }

  async function joined(parts) {
    const loaded = await Promise.all(
      parts.map((part) => MZ.loader.load(`w/${part}`, (text) => text.split("\n").map(MZ.codec.read))));
    const [masks, frequencies, lengths] = [0, 1, 2].map((column) => {
      const out = new Int32Array(loaded.reduce((sum, part) => sum + part[column].length, 0));
      loaded.reduce((at, part) => (out.set(part[column], at), at + part[column].length), 0);
      return out;
    });
    return rows(masks, frequencies, lengths);
  }

  const isLong = (name) => {
    const i = position(manifest.longer.names, name) - 1;
    return i >= 0 && manifest.longer.names[i] === name ? i : -1;
  };
  const shortPiece = (i) => MZ.loader.load(`t/${manifest.short.piece(i)}`, parseShort);
  const longPiece = (i) => MZ.loader.load(`l/${manifest.longer.piece(i)}`, parseLong);

  /** The entry of a term, or null where no document has it. */
  async function entry(name) {
    const long = isLong(name);
    if (long >= 0) return longPiece(long);
    const i = position(manifest.short.names, name) - 1;
    return i < 0 ? null : (await shortPiece(i)).get(name) || null;
  }

  /** All entries whose terms begin with ``prefix``: one that sums them up, where there is one. */
  async function beginning(prefix) {
    const whole = await entry(prefix + "*");
    if (whole) return [whole];
    const found = [];
    const first = Math.max(position(manifest.short.names, prefix) - 1, 0);
    const last = position(manifest.short.names, prefix + "\u{10ffff}") - 1;
    for (let i = first; i <= last; i++) {
      for (const [name, each] of await shortPiece(i)) if (name.startsWith(prefix)) found.push(each);
    }
    for (let i = position(manifest.longer.names, prefix) - 1; i < manifest.longer.names.length; i++) {
      const name = manifest.longer.names[i];
      if (name === undefined) continue;
      if (name.startsWith(prefix)) found.push(await longPiece(i));
      else if (compare(name, prefix) > 0) break;
    }
    return found.sort((a, b) => compare(a.name, b.name));
  }

  MZ.index = { open, parseShort, parseLong, entry, beginning, compare, bits, isLong: (name) => isLong(name) >= 0,
    version: () => manifest.check, get manifest() { return manifest; } };
})();
