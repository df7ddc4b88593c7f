// Reads what generator/search/codec.py wrote: whole numbers as printable ASCII.
(function () {
  "use strict";
  const SIZE = 91, SHORT = 64, LEADS = 22, MIDDLE = SHORT + LEADS * SIZE;

  function symbol(code) {
    return code > 92 ? code - 36 : code - 35;
  }

  /** All numbers of a text. */
  function read(text) {
    const out = new Int32Array(text.length);
    let n = 0;
    for (let i = 0; i < text.length; n++) {
      const lead = symbol(text.charCodeAt(i));
      if (lead < SHORT) {
        out[n] = lead;
        i += 1;
      } else if (lead < SHORT + LEADS) {
        out[n] = SHORT + (lead - SHORT) * SIZE + symbol(text.charCodeAt(i + 1));
        i += 2;
      } else {
        const a = symbol(text.charCodeAt(i + 1)), b = symbol(text.charCodeAt(i + 2)), c = symbol(text.charCodeAt(i + 3));
        out[n] = MIDDLE + (((lead - SHORT - LEADS) * SIZE + a) * SIZE + b) * SIZE + c;
        i += 4;
      }
    }
    return out.subarray(0, n);
  }

  /** Gaps, less one, back to ascending numbers. */
  function ascending(gaps, from, to) {
    const out = new Int32Array(to - from);
    let last = -1;
    for (let i = from; i < to; i++) out[i - from] = last += gaps[i] + 1;
    return out;
  }

  /** ``value run value run …`` back to one value for each of ``count`` documents. */
  function runs(pairs, count) {
    const out = new Int32Array(count);
    let at = 0;
    for (let i = 0; i + 1 < pairs.length; i += 2) out.fill(pairs[i], at, (at += pairs[i + 1]));
    return out;
  }

  const TABLE = new Int32Array(256);
  for (let i = 0; i < 256; i++) {
    let c = i;
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    TABLE[i] = c;
  }

  /** CRC-32 of a text's UTF-8, as eight hexadecimal digits. */
  function check(text) {
    let crc = -1;
    const bytes = new TextEncoder().encode(text);
    for (let i = 0; i < bytes.length; i++) crc = (crc >>> 8) ^ TABLE[(crc ^ bytes[i]) & 255];
    return ((crc ^ -1) >>> 0).toString(16).padStart(8, "0");
  }

  MZ.codec = { read, ascending, runs, check };
})();
