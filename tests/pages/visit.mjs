// Every page opened in a browser as a reader would: from a server below a path, from file://, and without JavaScript.

import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { each } from './browser.mjs';
import { address } from './site.mjs';

// From a server: nothing fails, nothing foreign is asked for, and at 320 px nothing makes the page scroll sideways
// (WCAG 1.4.10).
export async function http(site, browser, url) {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  const findings = await visitAll(site, context, url, async (tab) => {
    const [width, room] = await tab.evaluate(() => [document.scrollingElement.scrollWidth, innerWidth]);
    return width > room ? [`is ${width} px wide in a window of ${room} px`] : [];
  });
  if (site.base !== null) findings.push(...(await lost(context, url)));
  await context.close();
  return { judged: `${site.pages.length} pages`, findings };
}

// At a wrong address, however deep, the page for that is styled and leads home.
async function lost(context, url) {
  const tab = await context.newPage();
  const faults = [];
  for (const wrong of ['gone.html', 'no/such/place/', 'compare/gone/deep.html']) {
    await tab.goto(url + wrong, { waitUntil: 'load' });
    faults.push(...(await tab.evaluate(plainStyles)).map((what) => ({ page: wrong, what })));
    await tab.locator('main a').first().click();
    if (tab.url() !== `${url}index.html`) faults.push({ page: wrong, what: `leads to ${tab.url()}` });
  }
  await tab.close();
  return faults;
}

// From the disk: the same, and a click on the first link to another page opens it.
export async function file(site, browser) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  // A file that holds all pages leads to no other.
  const more = site.pages.length > 1 ? follow : async () => [];
  // A page that begins its addresses at the host is none for the disk.
  const pages = site.pages.filter((page) => site.base === null || page !== '404.html');
  const findings = await visitAll({ ...site, pages }, context, `${pathToFileURL(site.dir)}/`, more);
  await context.close();
  return { judged: `${site.pages.length} pages`, findings };
}

// Without JavaScript every word of the page's main part is there.
export async function noscript(site, browser, url) {
  const words = async (tab) => {
    // Tools that only a script can serve are none of the page's words.
    await tab.evaluate(() => document.querySelectorAll('[data-scripted]').forEach((tool) => tool.remove())).catch(() => {});
    const text = await tab.locator('main').first().innerText();
    return new Set(text.split(/\s+/).filter(Boolean));
  };
  const contexts = await Promise.all([true, false].map((javaScriptEnabled) => browser.newContext({ javaScriptEnabled })));
  const [scripted, plain] = await Promise.all(contexts.map((context) => context.newPage()));
  const findings = [];
  for (const page of site.stays) {
    await Promise.all([scripted, plain].map((tab) => tab.goto(address(url, page))));
    const [all, without] = [await words(scripted), await words(plain)];
    // The script may add the name of a button it makes, no more.
    const lost = [...all].filter((word) => !without.has(word));
    if (without.size === 0 || lost.length > 3) findings.push({ page, what: `without JavaScript these words are missing: ${lost.slice(0, 8).join(' ')}` });
  }
  await Promise.all(contexts.map((context) => context.close()));
  return { judged: `${site.pages.length} pages`, findings };
}

async function visitAll(site, context, base, more) {
  const found = await each(site.pages, 3, async (page) => {
    const tab = await context.newPage();
    const isRedirect = site.redirects.has(page);
    const faults = isRedirect ? await led(tab, base, page, site.redirects.get(page)) : await visit(tab, base, page);
    if (!isRedirect) faults.push(...(await more(tab, base, page)));
    await tab.close();
    return [...new Set(faults)].map((what) => ({ page, what }));
  });
  return found.flat();
}

// A page at an old address leads to the new one.
async function led(tab, base, page, to) {
  const target = new URL(to, address(base, page)).href;
  await tab.goto(address(base, page)).catch(() => {}); // it may leave before it is loaded
  try {
    await tab.waitForURL(target, { timeout: 20_000 });
    return [];
  } catch {
    return [`does not lead to ${target}`];
  }
}

async function visit(tab, base, page) {
  const faults = [];
  tab.on('console', (message) => message.type() === 'error' && faults.push(`console: ${message.text()}`));
  tab.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  tab.on('requestfailed', (request) => faults.push(`failed: ${request.url()}`));
  tab.on('response', (answer) => answer.status() >= 400 && faults.push(`${answer.status()}: ${answer.url()}`));
  tab.on('request', (request) => request.url().startsWith(base) || faults.push(`asked for ${request.url()}`));
  await tab.goto(address(base, page), { waitUntil: 'load' });
  faults.push(...(await tab.evaluate(blankPictures)), ...(await tab.evaluate(plainStyles)));
  return faults;
}

// Runs in the page: loads what is lazy, and names the pictures that do not draw.
async function blankPictures() {
  // One without an address waits for the script to give it one; in the HTML the checker would not allow it.
  const pictures = [...document.images].filter((picture) => picture.getAttribute('src'));
  for (const picture of pictures) picture.loading = 'eager';
  await Promise.all(pictures.map((picture) => picture.decode().catch(() => {})));
  return pictures.filter(({ naturalWidth }) => naturalWidth === 0).map(({ src }) => `picture does not load: ${src}`);
}

// Runs in the page: takes the style sheets away for a moment; when that changes nothing they were not applied.
function plainStyles() {
  const sheets = [...document.querySelectorAll('link[rel=stylesheet], style')];
  if (sheets.length === 0) return ['has no style sheet'];
  const look = () => JSON.stringify(Object.values(getComputedStyle(document.body)).map((name) => getComputedStyle(document.body)[name]));
  const styled = look();
  for (const { sheet } of sheets) if (sheet) sheet.disabled = true;
  const bare = look();
  for (const { sheet } of sheets) if (sheet) sheet.disabled = false;
  return styled === bare ? ['the style sheet changes nothing'] : [];
}

async function follow(tab, base, page) {
  const target = await tab.evaluate(() => {
    const isElsewhere = (link) => link.protocol === 'file:' && link.pathname !== location.pathname && /\.html$/.test(link.pathname);
    const link = [...document.querySelectorAll('a[href]')].find((one) => isElsewhere(one) && one.checkVisibility());
    link?.click();
    return link?.href;
  });
  if (!target) return path.basename(page) === 'index.html' ? ['leads to no other page'] : [];
  try {
    await tab.waitForURL(target, { timeout: 20_000 });
    return (await tab.title()) === '' ? [`a click on ${target} opens no page`] : [];
  } catch {
    return [`a click on ${target} does not open it`];
  }
}
