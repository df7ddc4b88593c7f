// Texts and phrases: does a record contain what is asked, where, and which sentence shows it best.
(function () {
  "use strict";
  const AROUND = 28; // characters before the first hit in a sentence that is cut
  const LENGTH = 110;

  /** For a text, the folded form and for each of its UTF-16 units the place in the text that it came from. */
  function mapped(text) {
    const whole = MZ.terms.fold(text);
    // Nothing vanishes and nothing joins: of equal length means one for one, which is nearly always so.
    if (whole.length === text.length && !/[\s\p{M}\p{Cf}]/u.test(text)) {
      return { folded: whole, from: Array.from({ length: text.length + 1 }, (_, i) => i) };
    }
    const parts = text.match(/\P{M}\p{M}*|\p{M}+/gsu) || [];
    let folded = "";
    const from = [];
    let at = 0;
    for (const part of parts) {
      const plain = MZ.terms.fold(`a${part}a`).slice(1, -1); // blanks inside stay one blank here
      for (let i = 0; i < plain.length; i++) from.push(at);
      folded += plain;
      at += part.length;
    }
    from.push(text.length);
    return squeezed(folded, from, text.length);
  }

  /** The blanks taken out as fold() takes them out of the whole. */
  function squeezed(folded, from, end) {
    const whole = MZ.terms.fold(folded);
    if (whole === folded) return { folded, from };
    const places = [];
    let j = 0;
    for (let i = 0; i < whole.length; i++, j++) {
      while (j < folded.length && folded[j] !== whole[i]) j++;
      places.push(from[j] ?? end);
    }
    places.push(end);
    return { folded: whole, from: places };
  }

  /** Places of the phrases in a text as [from, to) pairs, merged and in order. */
  function ranges(text, phrases) {
    const whole = MZ.terms.fold(text);
    if (!phrases.some((phrase) => MZ.plan.contains(whole, phrase))) return [];
    const { folded, from } = mapped(text);
    const found = [];
    for (const phrase of phrases) {
      for (let at = MZ.plan.find(folded, phrase, 0); at >= 0; at = MZ.plan.find(folded, phrase, at + phrase.length)) {
        let stop = at + phrase.length;
        while (stop < from.length - 1 && from[stop] === from[stop - 1]) stop++;
        found.push([from[at], Math.max(from[stop], from[at] + 1)]);
      }
    }
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    const merged = [];
    for (const range of found) {
      const last = merged.at(-1);
      if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
      else merged.push(range);
    }
    return merged;
  }

  function inFields(record, phrase) {
    const { fields } = MZ.index.manifest;
    return record.passages.filter((passage) =>
      (!phrase.field || fields[passage.field] === phrase.field) && MZ.plan.contains(passage.folded, phrase.folded));
  }

  /** The passages that hold each wanted phrase, or null where the text does not bear the query out. */
  function confirm(record, query) {
    const hits = [];
    let some = false;
    for (const phrase of query.wanted) {
      const passages = inFields(record, phrase);
      if (!passages.length && !query.any) return null;
      some = some || passages.length > 0;
      hits.push(passages);
    }
    if (query.any && query.wanted.length && !some) return null;
    if (query.unwanted.some((phrase) => inFields(record, phrase).length)) return null;
    return hits;
  }

  /** The passage that shows most of the query, outside title, department and code where there is a choice. */
  function best(record, query, hits) {
    const { fields } = MZ.index.manifest;
    const shown = new Set(["title", "department", "code"]);
    let chosen = null, most = -1;
    for (const passage of record.passages) {
      const count = hits.filter((passages) => passages.includes(passage)).length;
      const value = count * 2 + (shown.has(fields[passage.field]) ? 0 : 1);
      if (count && value > most) [chosen, most] = [passage, value];
    }
    // A title says nothing twice: show what the project is for instead.
    const title = chosen && fields[chosen.field] === "title";
    return (title && record.passages.find((passage) => !shown.has(fields[passage.field]))) || chosen;
  }

  /** A sentence with its marks: {text, marks, cutBefore, cutAfter}. */
  function sentence(passage, phrases) {
    const marks = ranges(passage.text, phrases);
    const first = marks.length ? marks[0][0] : 0;
    let from = passage.text.length <= LENGTH ? 0 : Math.max(0, first - AROUND);
    let to = Math.min(passage.text.length, from + LENGTH);
    if (/[\udc00-\udfff]/.test(passage.text[from] || "")) from -= 1;
    if (/[\ud800-\udbff]/.test(passage.text[to - 1] || "")) to += 1;
    return {
      text: passage.text.slice(from, to),
      marks: marks.filter(([a, b]) => b > from && a < to).map(([a, b]) => [Math.max(a, from) - from, Math.min(b, to) - from]),
      cutBefore: from > 0,
      cutAfter: to < passage.text.length,
    };
  }

  MZ.marks = { ranges, confirm, best, sentence, mapped };
})();
