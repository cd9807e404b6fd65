// What a page weighs, without compression and before its pictures: the theme's part of it has limits.

import path from 'node:path';
import { elements } from './site.mjs';

// Style sheets and scripts that a page loads. With 17 kB of HTML, which is a report of five parts with fifteen
// screenshots, its page stays well below 60 kB.
const OF_REPORT = 39_000;
const OF_OTHERS = 47_000;
// All scripts of the theme, also those that are loaded only when somebody searches; an index, in search/, is none of them.
const SCRIPTS = 25_000;

const kB = (size) => `${(size / 1000).toFixed(1)} kB`;

export function weight(site) {
  const size = (file) => (site.files.has(file) ? Buffer.byteLength(site.read(file)) : 0);
  const sum = (files) => files.reduce((all, file) => all + size(file), 0);
  const findings = [];
  const files = [...site.files].filter((file) => file.endsWith('.js') && !file.startsWith('search/'));
  const heaviest = files.toSorted((a, b) => size(b) - size(a))[0];
  const scripts = sum(files);
  if (scripts > SCRIPTS) findings.push({ page: heaviest, what: `all scripts weigh ${kB(scripts)}, the limit is ${kB(SCRIPTS)}` });
  let most = 0;
  for (const page of site.pages) {
    const shared = sum(loaded(site, page));
    const limit = /<body class="page-report/.test(site.read(page)) ? OF_REPORT : OF_OTHERS;
    if (shared > limit) findings.push({ page, what: `loads ${kB(shared)} of style and script, the limit is ${kB(limit)}` });
    most = Math.max(most, size(page) + shared);
  }
  return { judged: `scripts ${kB(scripts)}, page ${kB(most)}`, findings };
}

// The style sheets and scripts that a page names.
function loaded(site, page) {
  const named = elements(site.read(page)).flatMap(({ tag, attributes }) => {
    if (tag === 'script') return attributes.src ?? [];
    return tag === 'link' && attributes.rel === 'stylesheet' ? attributes.href : [];
  });
  return named.map((address) => path.posix.join(path.posix.dirname(page), address));
}
