// What a text is cut into: the same terms as generator/search/terms.py, held together by tests/search/vectors.json.
(function () {
  "use strict";
  const { run, word, blank, invisible, longest, alike } = MZ.classes;
  const TOKEN = new RegExp(`[${run}]+|[${word}]+`, "gu");
  const IS_RUN = new RegExp(`^[${run}]`, "u");
  const IS_WORD = new RegExp(`^[${word}]`, "u");
  const INVISIBLE = new RegExp(`[${invisible}]`, "gu");
  const BLANK = new RegExp(`[${blank}]+`, "gu");
  const LOOSE_BLANK = new RegExp(`(?<=[${run}]) | (?=[${run}])|^ | $`, "gu");
  const ONE = new Map(Object.entries(alike).flatMap(([one, signs]) => Array.from(signs, (sign) => [sign, one])));
  const SIGN = new RegExp(`[${Array.from(ONE.keys(), (sign) => `\\u{${sign.codePointAt(0).toString(16)}}`).join("")}]`, "gu");
  let table = null; // traditional → simplified, once it is loaded
  let folded = null; // the characters that the table knows

  function plain(text) {
    return text.replace(INVISIBLE, "").normalize("NFKC").toLowerCase().replace(/ς/g, "σ").replace(SIGN, (sign) => ONE.get(sign));
  }

  function simplified(text) {
    if (!table) return text;
    let out = "";
    for (const char of text) out += table.get(char) || char;
    return out;
  }

  /** The form in which a text is indexed and compared: blanks beside Chinese characters vanish. */
  function fold(text) {
    return simplified(plain(text)).replace(BLANK, " ").replace(LOOSE_BLANK, "");
  }

  /** Cut a text into its terms, in reading order, repeats included. */
  function terms(text) {
    const found = [];
    for (const [token] of fold(text).matchAll(TOKEN)) {
      const chars = Array.from(token);
      if (IS_RUN.test(token)) {
        chars.forEach((char, i) => found.push(char + (chars[i + 1] || "")));
      } else {
        found.push(chars.slice(0, longest).join(""));
      }
    }
    return found;
  }

  MZ.terms = {
    fold,
    terms,
    plain,
    TOKEN,
    isRun: (text) => IS_RUN.test(text),
    isWord: (text) => IS_WORD.test(text),
    /** Tell which characters fold, so that needsTable can say when the table has to be loaded. */
    know(points) {
      folded = new Set(points);
    },
    needsTable(text) {
      if (table || !folded) return false;
      for (const char of plain(text)) if (folded.has(char.codePointAt(0))) return true;
      return false;
    },
    useTable(pairs) {
      const chars = Array.from(pairs);
      table = new Map();
      for (let i = 0; i < chars.length; i += 2) table.set(chars[i], chars[i + 1]);
    },
  };
})();
