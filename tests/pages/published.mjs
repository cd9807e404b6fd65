// What a site that knows its address tells hosts, search engines, feed readers and other sites: the map lists its pages
// and nothing else, the feed is a valid one, every page says where it is, and what they name is there.

import { elements } from './site.mjs';

const DAY = /^\d{4}-\d\d-\d\d$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

export async function published(site, browser) {
  if (site.base === null) return { judged: 'not published', findings: [] };
  const findings = [];
  const say = (page, what) => findings.push({ page, what });
  const tab = await browser.newPage();
  const xml = async (file) => {
    const tree = await tab.evaluate(treeOf, site.read(file));
    if (tree.name === 'parsererror') say(file, tree.text);
    return tree;
  };
  const whole = addresses(site);
  map(site, whole, await xml('sitemap.xml'), (what) => say('sitemap.xml', what));
  if (site.files.has('feed.xml')) feed(whole, await xml('feed.xml'), (what) => say('feed.xml', what));
  await tab.close();
  for (const page of site.stays) if (page !== '404.html') head(site, whole, page, (what) => say(page, what));
  hosts(site, whole, say);
  return { judged: `${site.stays.length} pages`, findings };
}

// Returns where the site lies, and the whole address of every page: that of its folder for `index.html`.
function addresses(site) {
  const home = site.read('robots.txt').match(/^Sitemap: (.*)sitemap\.xml$/m)?.[1] ?? '';
  const of = (file) => home + file.replace(/(^|\/)index\.html$/, '$1').split('/').map(encodeURIComponent).join('/');
  return { home, of, file: (url) => decodeURIComponent(url.slice(home.length)) };
}

function map(site, whole, tree, say) {
  const listed = tree.children.map((url) => url.children.find(({ name }) => name === 'loc')?.text);
  const pages = site.stays.filter((page) => page !== '404.html').map(whole.of);
  for (const url of pages.filter((url) => !listed.includes(url))) say(`lacks ${url}`);
  for (const url of listed.filter((url, at) => !pages.includes(url) || listed.indexOf(url) !== at)) say(`should not list ${url}`);
  const dates = tree.children.flatMap(({ children }) => children.filter(({ name }) => name === 'lastmod'));
  for (const { text } of dates.filter(({ text }) => !DAY.test(text))) say(`lastmod ${text} is no day`);
}

// RFC 4287, 4.1.1 and 4.1.2.
function feed(whole, tree, say) {
  const one = (element, name) => {
    const found = element.children.filter((child) => child.name === name);
    if (found.length !== 1 || found[0].text.trim() === '' && name !== 'author') say(`<${element.name}> has ${found.length} <${name}>`);
    return found[0]?.text ?? '';
  };
  const entries = tree.children.filter(({ name }) => name === 'entry');
  const links = (element, rel) => element.children.filter((child) => child.name === 'link' && (child.rel ?? 'alternate') === rel);
  if (tree.namespace !== 'http://www.w3.org/2005/Atom' || entries.length === 0) say('is no Atom feed with entries');
  if (links(tree, 'self')[0]?.href !== `${whole.home}feed.xml`) say('does not say where it is');
  for (const element of [tree, ...entries]) {
    ['id', 'title'].forEach((name) => one(element, name));
    if (!MOMENT.test(one(element, 'updated'))) say('<updated> is no moment');
    if (!URL.canParse(one(element, 'id'))) say('<id> is no address');
    if (links(element, 'alternate').length !== 1) say(`<${element.name}> leads nowhere`);
  }
  if (!tree.children.find(({ name }) => name === 'author')?.children.some(({ name, text }) => name === 'name' && text)) say('names no author');
  const [newest] = entries.map((entry) => one(entry, 'updated')).sort().reverse();
  if (one(tree, 'updated') !== newest) say('was updated when no entry was');
  const ids = entries.map((entry) => one(entry, 'id'));
  if (new Set(ids).size !== ids.length) say('an <id> is there more than once');
}

function head(site, whole, page, say) {
  const all = elements(site.read(page));
  const url = whole.of(page);
  const property = (name) => all.filter(({ tag, attributes }) => tag === 'meta' && attributes.property === name).map(({ attributes }) => attributes.content);
  const canonical = all.filter(({ tag, attributes }) => tag === 'link' && attributes.rel === 'canonical').map(({ attributes }) => attributes.href);
  const data = all.filter(({ attributes }) => attributes.type === 'application/ld+json').map(({ text }) => JSON.parse(text));
  const places = { canonical, 'og:url': property('og:url'), 'JSON-LD': data.map((value) => value.url) };
  for (const [name, values] of Object.entries(places)) {
    if (values.length !== 1 || values[0] !== url) say(`${name} is ${values}, not ${url}`);
  }
  for (const name of ['og:title', 'og:type']) if (!property(name)[0]?.trim()) say(`has no ${name}`);
  for (const image of [...property('og:image'), ...data.map((value) => value.image).filter(Boolean)]) {
    if (!image.startsWith(whole.home) || !site.files.has(whole.file(image))) say(`${image} is no file of the site`);
    if (!property('og:image:alt')[0]) say('does not say what its picture shows');
  }
  const feeds = all.filter(({ attributes }) => attributes.type === 'application/atom+xml').map(({ attributes }) => attributes.href);
  for (const address of feeds) if (!site.files.has(whole.file(address))) say(`${address} is no feed`);
}

function hosts(site, whole, say) {
  if (!site.files.has('.nojekyll')) say('.nojekyll', 'is not there: GitHub would leave out files that begin with `_`');
  const rules = site.read('_headers').split('\n').filter((line) => line.trim() !== '');
  for (const line of rules) {
    if (!/^\/\S*$|^ {2}[A-Za-z-]+: \S.*$/.test(line)) say('_headers', `is no path and no header: ${line}`);
    const folder = line.match(/^\/(.+)\/\*$/)?.[1];
    if (folder && ![...site.files].some((file) => file.startsWith(`${folder}/`))) say('_headers', `there is no folder ${folder}`);
  }
  if (!rules.some((line) => line.includes("Content-Security-Policy: default-src 'none'"))) say('_headers', 'has no policy');
  const redirects = site.files.has('_redirects') ? site.read('_redirects').trim().split('\n') : [];
  for (const line of redirects) {
    const [from, to, status, more] = line.split(' ');
    const isPage = site.stays.some((page) => new URL(whole.of(page)).pathname === to);
    if (status !== '301' || more !== undefined || !isPage) say('_redirects', `leads to no page: ${line}`);
    const file = decodeURIComponent(from.slice(site.base.length));
    const isOld = [file, `${file}index.html`, `${file}/index.html`].some((one) => site.redirects.has(one));
    if (!from.startsWith(site.base) || !isOld) say('_redirects', `has no page at the old address: ${line}`);
  }
}

// Runs in a browser: a document as { name, namespace, text, children, href, rel }.
function treeOf(text) {
  const of = (element) => ({
    name: element.localName, namespace: element.namespaceURI, text: element.children.length === 0 ? element.textContent : '',
    children: [...element.children].map(of), href: element.getAttribute('href') ?? undefined, rel: element.getAttribute('rel') ?? undefined,
  });
  const parsed = new DOMParser().parseFromString(text, 'application/xml');
  const fault = parsed.querySelector('parsererror');
  return fault ? { name: 'parsererror', text: fault.textContent, children: [] } : of(parsed.documentElement);
}
