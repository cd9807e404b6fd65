// The checks checked: a small site without a fault passes them all, and each of many faults is found by the check that
// is there for it. Usage: node tests/pages/selftest.mjs

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { judge } from './check.mjs';

const POLICY = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'";
const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg==', 'base64');

function page({ head = '', main, policy = POLICY, title = 'Notes', style = 'style.css' }) {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="${style}">
${head}
</head>
<body><main><h1>Notes</h1>${main}</main></body>
</html>
`;
}

const BACK = '<p><a href="index.html">Notes</a></p>';
const hash = (text) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

const GOOD = {
  'style.css': ':root { color-scheme: light dark } body { margin: 2rem; color: light-dark(#222, #eee); background: light-dark(#fff, #111) } a { color: light-dark(#03c, #9cf) }',
  'app.js': "document.querySelector('main').append(Object.assign(document.createElement('p'), { textContent: 'Script' }));",
  'pictures/a b.png': PICTURE,
  'index.html': page({
    head: '<script src="app.js" defer></script>',
    main: `<p><a href="lab/one.html#step-1">One</a>, <a href="https://example.org/">elsewhere</a></p>
<p><img src="pictures/a%20b.png" srcset="pictures/a%20b.png 1w" sizes="1px" width="1" height="1" alt="A dot" loading="lazy"></p>`,
  }),
  'inside.html': page({
    policy: POLICY.replace("script-src 'self'", `script-src '${hash('document.title += 1;')}'`),
    main: '<p><a href="index.html">Notes</a></p><script>document.title += 1;</script>',
  }),
  'old/one.html': page({ head: '<meta http-equiv="refresh" content="0; url=../lab/one.html">', style: '../style.css', main: '<p><a href="../lab/one.html">One</a></p>' }),
  'lab/one.html': page({ style: '../style.css', main: '<h2 id="step-1">Step 1</h2><p><a href="../index.html">Notes</a></p>' }),
};

// name of a page: [the check that must find the fault, words of its finding, the page]
const FAULTS = {
  'bad-html.html': ['html', 'Stray end tag', page({ main: `</em>${BACK}` })],
  'no-policy.html': ['markup', 'no Content-Security-Policy', page({ main: BACK }).replace('Content-Security-Policy', 'x-policy')],
  'loose-policy.html': ['markup', 'unsafe-inline', page({ main: BACK, policy: `${POLICY} 'unsafe-inline'` })],
  'inline-style.html': ['http', 'Content Security Policy', page({ main: `<p style="color: red">x</p>${BACK}` })],
  'inline-script.html': ['markup', '<script> is inline', page({ main: `${BACK}<script>1</script>` })],
  'other-script.html': ['markup', '<script> is inline', page({
    policy: POLICY.replace("script-src 'self'", `script-src '${hash('1')}'`), main: `${BACK}<script>2</script>`,
  })],
  'astray.html': ['http', 'does not lead to', page({ head: '<meta http-equiv="refresh" content="0; url=javascript:void%200">', main: BACK })],
  'handler.html': ['markup', '<p> has onclick', page({ main: `<p onclick="f()">x</p>${BACK}` })],
  'no-size.html': ['markup', 'no width and height', page({ main: `<img src="pictures/a%20b.png" alt="A dot">${BACK}` })],
  'two-h1.html': ['markup', '<h1> is there 2 times', page({ main: `<h1>Again</h1>${BACK}` })],
  'no-file.html': ['links', 'no such file', page({ main: `<a href="lost.html">x</a>${BACK}` })],
  'letter-case.html': ['links', 'no such file', page({ main: `<a href="Index.html">x</a>${BACK}` })],
  'no-anchor.html': ['links', 'no id `step-9`', page({ main: `<a href="lab/one.html#step-9">x</a>${BACK}` })],
  'folder.html': ['links', 'leads to a folder', page({ main: `<a href="lab/">x</a>${BACK}` })],
  'absolute.html': ['links', 'starts at the host', page({ main: `<a href="/index.html">x</a>${BACK}` })],
  'climbs.html': ['links', 'climbs out', page({ main: `<a href="../index.html">x</a>${BACK}` })],
  'twice.html': ['links', 'more than once', page({ main: `<p id="a">x</p><p id="a">y</p>${BACK}` })],
  'scheme.html': ['links', 'javascript:', page({ main: `<a href="javascript:f()">x</a>${BACK}` })],
  'foreign.html': ['links', 'outside the site', page({ main: `<img src="https://example.org/a.png" width="1" height="1" alt="x">${BACK}` })],
  'foreign-style.html': ['http', 'asked for', page({ main: BACK, policy: 'style-src *', style: 'https://example.org/a.css' })],
  'no-picture.html': ['file', 'does not load', page({ main: `<img src="broken.png" width="1" height="1" alt="x">${BACK}` })],
  'no-style.html': ['file', 'changes nothing', page({ main: BACK, style: 'empty.css' })],
  'script-error.html': ['http', 'script: lost', page({ head: '<script src="error.js" defer></script>', main: BACK })],
  'wide.html': ['http', 'px wide', page({ main: `<p id="wide">x</p>${BACK}`, style: 'wide.css' })],
  'scripted.html': ['noscript', 'missing', page({ head: '<script src="fill.js" defer></script>', main: `<p id="fill"></p>${BACK}` })],
  'pale.html': ['axe', 'color-contrast', page({ main: `<p class="pale">Hardly to be read</p>${BACK}`, style: 'pale.css' })],
  'heavy.html': ['weight', 'of style and script', page({ main: BACK, style: 'heavy.css' })],
  'heavy.js': ['weight', 'all scripts', `// ${'x'.repeat(26_000)}`],
  'no-alt.html': ['axe', 'image-alt', page({ main: `<img src="pictures/a%20b.png" width="1" height="1">${BACK}` })],
};
const FAULTY = {
  'broken.png': PICTURE.subarray(0, 20),
  'empty.css': '/* nothing */',
  'error.js': "throw new Error('lost');",
  'fill.js': "document.getElementById('fill').textContent = 'words that only the script brings along';",
  'heavy.css': `body { margin: 2rem } /* ${'x'.repeat(47_000)} */`,
  'pale.css': 'body { margin: 2rem } .pale { color: #bbb; background: #fff }',
  'wide.css': 'body { margin: 2rem } #wide { width: 700px }',
  ...Object.fromEntries(Object.entries(FAULTS).map(([name, [, , text]]) => [name, text])),
};

// A small site that knows its address, and changes of it that `published` must find: [words of the finding, file, from, to].
const HOME = 'https://ada.example/lab/';
const about = (file) => {
  const url = HOME + file.replace('index.html', '');
  return `<link rel="canonical" href="${url}"><meta property="og:url" content="${url}"><meta property="og:title" content="Notes">
<meta property="og:type" content="website"><script type="application/ld+json">{"url":"${url}"}</script>`;
};
const PUBLISHED = {
  'style.css': GOOD['style.css'],
  'index.html': page({ head: about('index.html'), main: '<p><a href="one.html">One</a></p>' }),
  'one.html': page({ head: about('one.html'), main: BACK }),
  '404.html': page({ style: '/lab/style.css', main: '<p><a href="/lab/index.html">Notes</a></p>' }),
  'old/index.html': page({ head: '<meta http-equiv="refresh" content="0; url=../one.html">', style: '../style.css', main: '<p><a href="../one.html">One</a></p>' }),
  'sitemap.xml': `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>${HOME}</loc></url>
<url><loc>${HOME}one.html</loc><lastmod>2026-03-01</lastmod></url></urlset>`,
  'feed.xml': `<feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title><id>${HOME}</id><link href="${HOME}"/>
<link rel="self" href="${HOME}feed.xml"/><updated>2026-03-01T00:00:00Z</updated><author><name>Ada</name></author>
<entry><title>One</title><id>${HOME}one.html</id><link href="${HOME}one.html"/><updated>2026-03-01T00:00:00Z</updated></entry></feed>`,
  'robots.txt': `User-agent: *\nAllow: /\nSitemap: ${HOME}sitemap.xml\n`,
  '.nojekyll': '',
  _headers: "/*\n  Content-Security-Policy: default-src 'none'\n/old/*\n  Cache-Control: no-cache\n",
  _redirects: '/lab/old /lab/one.html 301\n/lab/old/ /lab/one.html 301\n',
};
const UNTRUE = [
  ['lacks', 'sitemap.xml', `${HOME}one.html`, `${HOME}two.html`],
  ['should not list', 'sitemap.xml', '</urlset>', `<url><loc>${HOME}404.html</loc></url></urlset>`],
  ['is no day', 'sitemap.xml', '2026-03-01', '1 March'],
  ['error', 'sitemap.xml', '</url>', ''],
  ['<entry> has 0 <id>', 'feed.xml', `<id>${HOME}one.html</id>`, ''],
  ['no moment', 'feed.xml', '2026-03-01T00:00:00Z</updated></entry>', '2026-03-01</updated></entry>'],
  ['names no author', 'feed.xml', '<author><name>Ada</name></author>', ''],
  ['does not say where it is', 'feed.xml', 'rel="self"', 'rel="other"'],
  ['canonical is', 'one.html', `canonical" href="${HOME}one.html"`, `canonical" href="${HOME}"`],
  ['is no file of the site', 'one.html', '<meta property="og:title"', `<meta property="og:image" content="${HOME}gone.png"><meta property="og:title"`],
  ['no path and no header', '_headers', '/old/*', 'old/*'],
  ['leads to no page', '_redirects', '/lab/one.html 301', '/one.html 301'],
  ['has no page at the old address', '_redirects', '/lab/old ', '/lab/older '],
];

async function judged(files, names) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'labpress-pages-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
      fs.writeFileSync(path.join(dir, name), content);
    }
    const results = await judge(dir, names);
    return results.flatMap(([name, { findings }]) => findings.map((finding) => ({ name, ...finding })));
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
}

const wrong = [];
for (const { name, page: where, what } of await judged(GOOD)) wrong.push(`the good site: ${name}: ${where}: ${what}`);
const found = await judged({ ...GOOD, ...FAULTY });
for (const [where, [name, words]] of Object.entries(FAULTS)) {
  const isFound = found.some((finding) => finding.name === name && finding.page === where && finding.what.includes(words));
  if (!isFound) wrong.push(`${name} does not find \`${words}\` in ${where}, only ${JSON.stringify(found.filter((finding) => finding.page === where))}`);
}
for (const { name, page: where, what } of found.filter(({ page: where }) => where in GOOD)) wrong.push(`${name} finds ${what} in ${where}`);
for (const { name, page: where, what } of await judged(PUBLISHED)) wrong.push(`the published site: ${name}: ${where}: ${what}`);
for (const [words, file, from, to] of UNTRUE) {
  const findings = await judged({ ...PUBLISHED, [file]: PUBLISHED[file].replace(from, to) }, ['published']);
  if (!findings.some(({ what }) => what.includes(words))) wrong.push(`published does not find \`${words}\`, only ${JSON.stringify(findings)}`);
}
for (const line of wrong) console.log(line);
console.log(`${Object.keys(FAULTS).length + UNTRUE.length} faults tried, ${wrong.length} surprises`);
process.exitCode = wrong.length === 0 ? 0 : 1;
