// Every address of every page and style sheet: it leads to a file of the site, by its exact name, without a server's
// help (a folder is no page from file://), and its fragment to an id there. What a page loads is of the site itself.

import { elements } from './site.mjs';

const LOADS = {
  audio: ['src'], embed: ['src'], iframe: ['src'], image: ['href', 'xlink:href'], img: ['src'], input: ['src'],
  link: ['href'], object: ['data'], script: ['src'], source: ['src'], track: ['src'], use: ['href', 'xlink:href'],
  video: ['src', 'poster'],
};
const LEADS = { a: ['href', 'xlink:href'], area: ['href'], blockquote: ['cite'], form: ['action'], q: ['cite'] };
const HARMLESS = new Set(['http:', 'https:', 'mailto:', 'tel:']);
const HERE = 'http://site.invalid/';

export function links(site) {
  const ids = new Map();
  const findings = [];
  const addresses = [];
  for (const page of site.pages) {
    const all = elements(site.read(page));
    const own = all.flatMap(({ attributes }) => (attributes.id === undefined ? [] : [attributes.id]));
    ids.set(page, new Set(own));
    const twice = own.filter((id, at) => own.indexOf(id) !== at);
    findings.push(...[...new Set(twice)].map((id) => ({ page, what: `the id \`${id}\` is there more than once` })));
    addresses.push(...all.flatMap((element) => addressesOf(element).map((one) => ({ page, ...one }))));
  }
  for (const page of [...site.files].filter((file) => file.endsWith('.css'))) {
    addresses.push(...inCss(site.read(page)).map((url) => ({ page, url, loads: true })));
  }
  for (const { page, url, loads } of addresses) {
    const what = fault(site, ids, page, url, loads);
    if (what) findings.push({ page, what: `${url}: ${what}` });
  }
  return { judged: `${addresses.length} addresses`, findings };
}

function addressesOf({ tag, attributes, text }) {
  const named = (names, loads) => (names ?? []).filter((name) => name in attributes).map((name) => ({ url: attributes[name], loads }));
  const set = (attributes.srcset ?? '').split(',').map((entry) => entry.trim().split(/\s+/)[0]).filter(Boolean);
  const css = [attributes.style ?? '', tag === 'style' ? text : ''].flatMap(inCss);
  const loaded = [...set, ...css].map((url) => ({ url, loads: true }));
  const isForReaders = tag === 'link' && !/stylesheet|icon|preload|manifest/.test(attributes.rel ?? '');
  return [...named(LOADS[tag], !isForReaders), ...named(LEADS[tag], false), ...loaded];
}

function inCss(text) {
  const urls = text.replaceAll(/\/\*.*?\*\//gs, '').matchAll(/url\(\s*(['"]?)(.*?)\1\s*\)|@import\s+(['"])(.*?)\3/g);
  return [...urls].map((match) => match[2] ?? match[4]);
}

function fault(site, ids, page, url, loads) {
  if (url === '') return 'is empty';
  if (loads && url.startsWith('data:')) return null;
  // Only the page that is shown at any address may say where it is, when the site knows it.
  if (page === '404.html' && site.base !== null && url.startsWith(site.base)) url = url.slice(site.base.length);
  if (url.startsWith('/')) return 'starts at the host, so it breaks below a path and from file://';
  let target;
  try {
    target = new URL(url, HERE + page.split('/').map(encodeURIComponent).join('/'));
  } catch {
    return 'is no address';
  }
  if (target.origin !== new URL(HERE).origin) {
    if (loads) return 'is loaded from outside the site';
    return HARMLESS.has(target.protocol) ? null : `has the scheme ${target.protocol}`;
  }
  const depth = page.split('/').length - 1;
  const climbs = url.split(/[?#]/)[0].split('/').filter((name) => name === '..').length;
  if (climbs > depth) return 'climbs out of the site';
  return missing(site, ids, target);
}

function missing(site, ids, target) {
  const [file, fragment] = [target.pathname.slice(1), target.hash.slice(1)].map(decodeURIComponent);
  if (!site.files.has(file)) return file === '' || file.endsWith('/') ? 'leads to a folder, not to its page' : 'no such file';
  const isAnywhere = fragment === '' || fragment === 'top' || !ids.has(file);
  return isAnywhere || ids.get(file).has(fragment) ? null : `no id \`${fragment}\` in ${file}`;
}
