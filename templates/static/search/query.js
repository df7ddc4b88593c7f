// What a person types → what is asked: words that must all stand in the text, "exact phrases", -words that must not, 字段:值, amounts.
(function () {
  "use strict";
  const FIELDS = new Map(Object.entries({
    地区: "region", 区划: "region", 地方: "region", region: "region",
    部门: "department", 单位: "department", department: "department",
    年度: "year", 年份: "year", 年: "year", year: "year",
    编码: "code", 代码: "code", 项目编码: "code", code: "code",
    名称: "title", 项目: "title", 项目名称: "title", 标题: "title", title: "title",
    指标: "indicator", 指标类型: "indicator", indicator: "indicator",
    提示: "finding", 核对: "finding", 核对提示: "finding", finding: "finding",
    预算: "amount", 预算数: "amount", 金额: "amount", amount: "amount",
  }));
  const TEXT_FIELDS = { title: "title", code: "code" };
  const QUOTES = { '"': '"', "“": "”", "”": "”", "「": "」", "『": "』", "＂": "＂" };
  const NUMBER = "([0-9]+(?:\\.[0-9]+)?)(亿元?|万元?|元)?";
  const COMPARED = new RegExp(`^([<>]=?|[≤≥=])${NUMBER}$`);
  const BETWEEN = new RegExp(`^${NUMBER}(?:-|~|—|至|到)${NUMBER}$`);

  function yuan(number, unit) {
    const factor = !unit || unit[0] === "万" ? 1e4 : unit[0] === "亿" ? 1e8 : 1;
    return Math.round(Number(number) * factor * 100) / 100;
  }

  /** ``>100万``, ``≤50万元``, ``100万-500万``: the amounts meant, or null. ``free``: nothing names the field, so only a unit tells an
   * amount from a text such as ``≥95``; after 预算: a number without a unit is in 万元. */
  function amount(text, free) {
    const plain = text.normalize("NFKC").replace(/,/g, "");
    const one = COMPARED.exec(plain);
    if (one && (one[3] || !free)) {
      const value = yuan(one[2], one[3]);
      const sign = one[1].replace("≤", "<=").replace("≥", ">=");
      return {
        min: sign[0] === ">" || sign === "=" ? value : -Infinity,
        max: sign[0] === "<" || sign === "=" ? value : Infinity,
        open: sign === ">" || sign === "<",
      };
    }
    const two = BETWEEN.exec(plain);
    if (!two || (free && !two[2] && !two[4])) return free ? null : exactly(plain);
    return { min: yuan(two[1], two[2] || two[4]), max: yuan(two[3], two[4] || two[2]), open: false };
  }

  function exactly(plain) {
    const one = new RegExp(`^${NUMBER}$`).exec(plain);
    return one ? { min: yuan(one[1], one[2]), max: yuan(one[1], one[2]), open: false } : null;
  }

  const named = (name) => FIELDS.get(name.toLowerCase()) || null;

  /** Split at blanks outside quotation marks; ``raw`` is a piece as typed. */
  function* pieces(text) {
    let at = 0;
    while (at < text.length) {
      if (/\s/.test(text[at])) {
        at += 1;
        continue;
      }
      const lead = /^[-－−]?(?:[^\s"“”「『＂:：]{1,10}[:：])?/.exec(text.slice(at))[0];
      const close = QUOTES[text[at + lead.length]];
      if (close) {
        const begin = at + lead.length + 1;
        let end = text.indexOf(close, begin);
        if (end < 0) end = text.length;
        yield { lead, body: text.slice(begin, end), quoted: true, raw: text.slice(at, end + 1) };
        at = end + 1;
      } else {
        const body = /^[^\s]*/.exec(text.slice(at))[0];
        yield { lead: "", body, quoted: false, raw: body };
        at += body.length;
      }
    }
  }

  /** {phrases, filters, amounts, text, bare}: ``bare`` is the text without what only narrows. */
  function parse(text) {
    const query = { phrases: [], filters: [], amounts: [], text, bare: "" };
    for (let { lead, body, quoted, raw } of pieces(text)) {
      let not = false;
      let name = "";
      if (quoted) {
        not = /^[-－−]/.test(lead);
        name = lead.replace(/^[-－−]/, "").replace(/[:：]$/, "");
      } else {
        if (/^[-－−]./.test(body)) {
          not = true;
          body = body.slice(1);
        }
        const field = /^([^:：]{1,10})[:：](.+)$/.exec(body);
        if (field && named(field[1])) [, name, body] = field;
      }
      const phrases = query.phrases.length;
      add(query, named(name), name && !named(name) ? `${name}:${body}` : body, not, quoted);
      if (query.phrases.length > phrases) query.bare += (query.bare && " ") + raw;
    }
    return query;
  }

  function add(query, field, body, not, quoted) {
    const money = quoted && !field ? null : field === "amount" || !field ? amount(body, !field) : null;
    if (money) query.amounts.push({ ...money, not });
    else if (field && field !== "amount" && !TEXT_FIELDS[field]) {
      filter(query, field, field === "year" ? body.replace(/年度?$/, "") : body, not);
    }
    else if (body.trim()) query.phrases.push({ text: body, field: TEXT_FIELDS[field] || null, not });
  }

  /** Values of one field typed one after the other are alternatives, as those are that are ticked. */
  function filter(query, column, text, not) {
    const same = query.filters.find((each) => each.column === column && each.not === not);
    if (same) same.texts.push(text);
    else query.filters.push({ column, texts: [text], not });
  }

  MZ.query = { parse, amount };
})();
