// A phrase → the terms that a document must hold to contain it. The terms find, the text confirms.
(function () {
  "use strict";
  const PIECES = 3; // pieces loaded for one phrase at first; what they let through too much, others or the text sort out

  /** A folded phrase in parts: runs of Chinese and words, each with what closes it to the right. */
  function parts(folded) {
    return Array.from(folded.matchAll(MZ.terms.TOKEN), (match) => ({
      text: match[0],
      open: match.index + match[0].length === folded.length,
      run: MZ.terms.isRun(match[0]),
    }));
  }

  /** ``count`` of ``items``, the first and the last among them, evenly spread. */
  function spread(items, count) {
    if (items.length <= count) return items;
    if (count < 2) return items.slice(0, count);
    return Array.from({ length: count }, (_, i) => items[Math.round((i * (items.length - 1)) / (count - 1))]);
  }

  /** {terms, beginnings, exact}: all terms required; beginnings only where nothing else is. Exact: no text has to confirm. */
  function phrase(folded) {
    const found = parts(folded);
    const terms = [];
    const beginnings = [];
    for (const part of found) {
      const chars = Array.from(part.text);
      if (part.run && chars.length > 1) for (let i = 0; i + 1 < chars.length; i++) terms.push(chars[i] + chars[i + 1]);
      else if (part.open) beginnings.push(part.run ? part.text : chars.slice(0, MZ.classes.longest).join(""));
      else terms.push(part.run ? part.text : chars.slice(0, MZ.classes.longest).join(""));
    }
    const alone = found.length === 1 && found[0].text === folded;
    const distinct = Array.from(new Set(terms));
    const exact = alone && distinct.length + beginnings.length === 1 && Array.from(folded).length <= MZ.classes.longest;
    // The last word of several is still being typed, or stands whole: either way it begins with what is there.
    const needless = distinct.length && found.at(-1).run;
    return { terms: distinct, beginnings: needless ? [] : beginnings, tail: needless ? beginnings : [], exact, empty: !found.length };
  }

  /** Which of a phrase's terms to load first, and which where these let too much through. Terms with files of their own cost
   * most and tell least; but beside a single rare one they are as good as always wanted, so they are not waited for. */
  function choose(terms) {
    const rare = terms.filter((term) => !MZ.index.isLong(term));
    const frequent = terms.filter((term) => MZ.index.isLong(term));
    const first = spread(rare.length ? rare : frequent, PIECES).concat(rare.length === 1 ? spread(frequent, PIECES - 1) : []);
    const left = (terms) => terms.filter((term) => !first.includes(term));
    return { first, further: left(rare).concat(spread(left(frequent), rare.length === 1 ? 0 : PIECES - 1)) };
  }

  /** Whether a folded text contains a folded phrase. A phrase that begins with a letter or digit begins a word. */
  function contains(text, folded) {
    return find(text, folded, 0) >= 0;
  }

  function find(text, folded, from) {
    const word = MZ.terms.isWord(folded);
    for (let at = text.indexOf(folded, from); at >= 0; at = text.indexOf(folded, at + 1)) {
      if (!word || at === 0 || !MZ.terms.isWord(before(text, at))) return at;
    }
    return -1;
  }

  function before(text, at) {
    const low = text.charCodeAt(at - 1);
    return low >= 0xdc00 && low < 0xe000 ? text.slice(at - 2, at) : text[at - 1];
  }

  MZ.plan = { phrase, choose, contains, find };
})();
