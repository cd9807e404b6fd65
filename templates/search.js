// Search, loaded when somebody searches for the first time. The files of the index call `labpressIndex`, the page's
// script calls `labpressSearch`, which asks `labpressFind`.
"use strict";
(() => {
  const entries = [];
  // Every word of the site, and in which entries it stands with which weight.
  const words = new Map();
  // What a hit counts, by kind of entry and where in it.
  const WEIGHT = {
    text: { heading: 6, title: 3, text: 1 },
    command: { heading: 2, title: 1, text: 4 },
    comparison: { heading: 5, title: 2, text: 2 },
  };
  const SCRIPTS = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u30fc\\uff70\\p{Script=Hangul}\\p{Script=Thai}";
  const WORD = new RegExp(`[${SCRIPTS}]+|(?:(?![${SCRIPTS}])[\\p{L}\\p{N}\\p{M}])+`, "gu");
  const UNSPACED = new RegExp(`^[${SCRIPTS}]`, "u");

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // Words with their places. Languages that put no blanks between words are cut into pairs of signs, and the last sign.
  function cut(text) {
    const pieces = [];
    for (const { 0: word, index } of text.matchAll(WORD)) {
      if (!UNSPACED.test(word)) {
        pieces.push({ word: plain(word), start: index, end: index + word.length });
        continue;
      }
      const signs = [...word];
      let start = index;
      signs.forEach((sign, at) => {
        const pair = sign + (signs[at + 1] ?? "");
        pieces.push({ word: pair.normalize("NFKC"), start, end: start + pair.length });
        start += sign.length;
      });
    }
    return pieces;
  }

  function add(entry) {
    const at = entries.push(entry) - 1;
    const weights = new Map();
    const counts = WEIGHT[entry.kind];
    for (const field of ["heading", "title", "text"]) {
      for (const { word } of cut(entry[field])) weights.set(word, Math.max(weights.get(word) ?? 0, counts[field]));
    }
    for (const [word, weight] of weights) {
      if (!words.has(word)) words.set(word, []);
      words.get(word).push([at, entry.heading || weight === 1 ? weight : weight + 2]);
    }
  }

  const KINDS = ["text", "command", "comparison"];

  // Takes what can be found on some pages: for each its address, its title, and its entries.
  window.labpressIndex = (pages) => pages.forEach(([page, title, found]) => {
    for (const [kind, fragment, heading, text] of found) {
      add({ kind: KINDS[kind], address: fragment ? `${page}#${fragment}` : page, title, heading, text });
    }
  });

  // Returns whether two words differ by at most `most` letters put in, left out, changed or swapped.
  function isNear(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return false;
    let before = null;
    let last = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      let least = i;
      for (let j = 1; j <= other.length; j++) {
        const same = one[i - 1] === other[j - 1];
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
        if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
        least = Math.min(least, row[j]);
      }
      if (least > most) return false;
      before = last;
      last = row;
    }
    return last[other.length] <= most;
  }

  // How well a word of the site answers a word that was asked for: 0 is not at all.
  function closeness(word, asked) {
    if (word === asked) return 1;
    if (word.startsWith(asked)) return 0.7;
    const most = asked.length < 4 ? 0 : asked.length < 8 ? 1 : 2;
    if (!most || word[0] !== asked[0] && asked.length < 6) return 0;
    return isNear(word, asked, most) || isNear(word.slice(0, asked.length), asked, most) ? 0.3 : 0;
  }

  // Returns the entries that answer every word of the query, the best first, each with the words that did.
  window.labpressFind = (query, most) => {
    const asked = cut(query).map(({ word }) => word);
    if (!asked.length) return [];
    let scores = null;
    const answers = new Set();
    for (const want of asked) {
      const found = new Map();
      for (const [word, places] of words) {
        const close = closeness(word, want);
        if (!close) continue;
        answers.add(word);
        for (const [at, weight] of places) found.set(at, Math.max(found.get(at) ?? 0, close * close * weight));
      }
      const both = new Map();
      for (const [at, score] of found) {
        if (!scores) both.set(at, score);
        else if (scores.has(at)) both.set(at, scores.get(at) + score);
      }
      scores = both;
    }
    const best = [...scores].sort(([a, x], [b, y]) => y - x || a - b);
    return best.slice(0, most).map(([at]) => ({ ...entries[at], excerpt: excerpt(entries[at].text, answers) }));
  };

  const BEFORE = 60;
  const LENGTH = 180;

  // Returns the text around the first hit as pieces: `[text, isHit]`.
  function excerpt(text, answers) {
    const hits = cut(text).filter(({ word }) => answers.has(word));
    const first = hits[0]?.start ?? 0;
    let from = first > BEFORE ? text.indexOf(" ", first - BEFORE) + 1 : 0;
    if (from > first || from < first - BEFORE) from = Math.max(0, first - BEFORE);
    const to = Math.min(text.length, from + LENGTH);
    const pieces = from > 0 ? [["… ", false]] : [];
    let at = from;
    for (const { start, end } of hits) {
      if (start < at || end > to) continue;
      pieces.push([text.slice(at, start), false], [text.slice(start, end), true]);
      at = end;
    }
    pieces.push([text.slice(at, to), false]);
    if (to < text.length) pieces.push([" …", false]);
    return pieces.filter(([piece]) => piece);
  }

  const MOST = 30;

  // Makes the dialog answer; the page's script brings its words and tools along.
  window.labpressSearch = (dialog, root, { WORDS, fill, all, make }) => {
    const [input, list, status] = ["input", ".search-hits", ".search-status"].map((selector) => dialog.querySelector(selector));
    const hit = (found) => {
      const pieces = found.excerpt.map(([text, isHit]) => isHit ? make("mark", { textContent: text }) : text);
      const where = [WORDS[found.kind], found.title].filter(Boolean).join(" · ");
      return make("li", {}, make("a", { href: root + found.address },
        make("strong", { textContent: found.heading || found.title }), make("span", { className: "search-where", textContent: where }),
        make(found.kind === "command" ? "code" : "span", { className: "search-excerpt" }, ...pieces)));
    };
    const look = () => {
      const found = labpressFind(input.value, MOST);
      list.replaceChildren(...found.map(hit));
      const count = found.length;
      const none = input.value.trim() ? WORDS.nothing_found : "";
      status.textContent = count ? fill(count === MOST ? WORDS.found_most : WORDS.found, { count }) : none;
    };
    // As properties, for `labpress serve` may bring a new index into a page that has searched.
    input.oninput = look;
    dialog.onkeydown = (event) => {
      const links = all("a", list);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && links.length) {
        event.preventDefault();
        // Above the first hit is the field.
        const next = links.indexOf(document.activeElement) + step;
        (next < 0 ? input : links[Math.min(next, links.length - 1)]).focus();
      } else if (event.key === "Enter" && event.target === input && links.length) {
        links[0].click();
      }
    };
    look();
  };
})();
