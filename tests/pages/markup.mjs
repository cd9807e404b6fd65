// What labpress promises of every page beyond valid HTML: a Content-Security-Policy that forbids everything foreign, and
// everything inline but what it names by its hash; nothing inline that it would have to stop, one title, one main, one h1
// (one for each page, in a file that holds several), and pictures that say their size.

import { createHash } from 'node:crypto';
import { elements } from './site.mjs';

export function markup(site) {
  const findings = site.pages.flatMap((page) => faults(elements(site.read(page))).map((what) => ({ page, what })));
  return { judged: `${site.pages.length} pages`, findings };
}

function faults(all) {
  const tags = (name) => all.filter(({ tag }) => tag === name);
  const found = policyFaults(tags('meta'));
  if (!tags('html')[0]?.attributes.lang) found.push('<html> has no lang');
  const pages = tags('section').filter(({ attributes }) => /^page page-/.test(attributes.class ?? '')).length || 1;
  for (const [name, wanted] of [['title', 1], ['main', 1], ['h1', pages]]) {
    // An SVG drawing has a <title> of its own.
    const count = tags(name).length;
    if (name === 'title' ? count < 1 : count !== wanted) found.push(`<${name}> is there ${count} times`);
  }
  const policy = policyOf(tags('meta')) ?? '';
  const isNamed = (kind, text) => {
    const hash = createHash('sha256').update(text).digest('base64');
    return policy.split(';').some((rule) => rule.trim().startsWith(`${kind}-src `) && rule.includes(`'sha256-${hash}'`));
  };
  if (tags('title')[0]?.text.trim() === '') found.push('<title> is empty');
  for (const { tag, attributes, text } of all) {
    if (tag === 'style' ? !isNamed('style', text) : 'style' in attributes) found.push(`<${tag}> has an inline style`);
    // What no browser runs may stand in the page; it has to be what it says.
    const isData = tag === 'script' && attributes.type === 'application/ld+json';
    if (isData && !isJson(text)) found.push('<script> holds no JSON');
    if (tag === 'script' && !isData && text.trim() !== '' && !isNamed('script', text)) found.push('<script> is inline');
    const handler = Object.keys(attributes).find((name) => name.startsWith('on'));
    if (handler) found.push(`<${tag}> has ${handler}`);
    if (tag === 'img') found.push(...pictureFaults(attributes));
  }
  return found;
}

function policyOf(metas) {
  return metas.find(({ attributes }) => attributes['http-equiv']?.toLowerCase() === 'content-security-policy')?.attributes.content;
}

function policyFaults(metas) {
  const rules = policyOf(metas);
  if (rules === undefined) return ['there is no Content-Security-Policy'];
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
