// Judges a built site: `node tests/pages/check.mjs SITE_DIR [CHECK ...]`, all checks when none is named.
// Exit code 0: all hold; 1: there are findings; 2: it could not run.

import { fileURLToPath } from 'node:url';
import { axe } from './axe.mjs';
import { launch } from './browser.mjs';
import { html } from './html.mjs';
import { links } from './links.mjs';
import { markup } from './markup.mjs';
import { published } from './published.mjs';
import { openSite, serve } from './site.mjs';
import { file, http, noscript } from './visit.mjs';
import { weight } from './weight.mjs';

const CHECKS = { html, markup, links, weight, published, http, file, noscript, axe };
// A site must work wherever it is put, so it is never served from the root of a host. One that says where it lies is
// served there.
const PREFIX = '/some/path/';
const SHOWN = 12;

// Returns, for each check that is asked for, [name, { judged, findings: [{ page, what }] }, seconds].
export async function judge(dir, names = Object.keys(CHECKS)) {
  const site = openSite(dir);
  if (site.pages.length === 0) throw new Error(`there is no page in ${dir}`);
  const unknown = names.find((name) => !(name in CHECKS));
  if (unknown) throw new Error(`no check is called ${unknown}; there are ${Object.keys(CHECKS).join(', ')}`);
  const [browser, server] = await Promise.all([launch(), serve(site, site.base ?? PREFIX)]);
  const results = [];
  try {
    for (const name of names) {
      const start = performance.now();
      const result = await CHECKS[name](site, browser, server.url);
      results.push([name, result, (performance.now() - start) / 1000]);
    }
  } finally {
    await browser.close();
    server.close();
  }
  return results;
}

function print(results) {
  for (const [name, { findings }] of results) {
    for (const { page, what } of findings.slice(0, SHOWN)) console.log(`${name}: ${page}: ${what}`);
    if (findings.length > SHOWN) console.log(`${name}: and ${findings.length - SHOWN} more`);
  }
  console.log('check      judged                              findings   seconds');
  for (const [name, { judged, findings }, seconds] of results) {
    console.log(`${name.padEnd(10)} ${judged.padEnd(34)} ${String(findings.length).padStart(9)} ${seconds.toFixed(1).padStart(9)}`);
  }
}

async function main([dir, ...names]) {
  if (!dir) {
    console.error(`usage: node tests/pages/check.mjs SITE_DIR [${Object.keys(CHECKS).join('|')} ...]`);
    return 2;
  }
  try {
    const results = await judge(dir, names.length > 0 ? names : undefined);
    print(results);
    return results.every(([, { findings }]) => findings.length === 0) ? 0 : 1;
  } catch (error) {
    console.error(String(error));
    return 2;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2));
