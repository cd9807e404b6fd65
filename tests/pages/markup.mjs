// What labpress promises of every page beyond valid HTML: a Content-Security-Policy that forbids everything inline and
// foreign, nothing inline that it would have to stop, one title, one main, one h1, and pictures that say their size.

import { elements } from './site.mjs';

export function markup(site) {
  const findings = site.pages.flatMap((page) => faults(elements(site.read(page))).map((what) => ({ page, what })));
  return { judged: `${site.pages.length} pages`, findings };
}

function faults(all) {
  const tags = (name) => all.filter(({ tag }) => tag === name);
  const found = policyFaults(tags('meta'));
  if (!tags('html')[0]?.attributes.lang) found.push('<html> has no lang');
  for (const once of ['title', 'main', 'h1']) {
    // An SVG drawing has a <title> of its own.
    const count = tags(once).length;
    if (once === 'title' ? count < 1 : count !== 1) found.push(`<${once}> is there ${count} times`);
  }
  if (tags('title')[0]?.text.trim() === '') found.push('<title> is empty');
  for (const { tag, attributes, text } of all) {
    if (tag === 'style' || 'style' in attributes) found.push(`<${tag}> has an inline style`);
    // What no browser runs may stand in the page; it has to be what it says.
    const isData = tag === 'script' && attributes.type === 'application/ld+json';
    if (isData && !isJson(text)) found.push('<script> holds no JSON');
    if (tag === 'script' && !isData && text.trim() !== '') found.push('<script> is inline');
    const handler = Object.keys(attributes).find((name) => name.startsWith('on'));
    if (handler) found.push(`<${tag}> has ${handler}`);
    if (tag === 'img') found.push(...pictureFaults(attributes));
  }
  return found;
}

function policyFaults(metas) {
  const policy = metas.find(({ attributes }) => attributes['http-equiv']?.toLowerCase() === 'content-security-policy');
  if (!policy) return ['there is no Content-Security-Policy'];
  const rules = policy.attributes.content ?? '';
  const loose = rules.match(/unsafe-[a-z-]+|https?:|\*/)?.[0];
  return [
    ...(/default-src 'none'/.test(rules) ? [] : ["the Content-Security-Policy lacks default-src 'none'"]),
    ...(loose ? [`the Content-Security-Policy allows ${loose}`] : []),
  ];
}

function pictureFaults({ src, width, height, alt }) {
  const isNumber = (value) => /^[1-9][0-9]*$/.test(value ?? '');
  return [
    ...(isNumber(width) && isNumber(height) ? [] : [`the picture ${src} has no width and height`]),
    ...(alt === undefined ? [`the picture ${src} has no alt`] : []),
  ];
}

function isJson(text) {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
