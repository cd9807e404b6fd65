// A built site as the checks see it: its files, its pages as parsed HTML, and a server for it on this machine only.

import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import zlib from 'node:zlib';
import { parse } from 'parse5';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json', '.csv': 'text/csv; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png',
  '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.gif': 'image/gif', '.webp': 'image/webp',
};

// Returns { dir, files, pages, redirects, stays, base }: `files` are paths below `dir` with `/`, `pages` those of them that are
// HTML. `redirects` are pages that lead elsewhere at once, by their paths, and where to; `stays` are all others. `base` is
// where the site says that it lies at its host, such as `/lab/`; null when it says nothing.
export function openSite(dir) {
  const root = fs.realpathSync(dir);
  const files = fs.readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)).split(path.sep).join('/'))
    .sort();
  const pages = files.filter((file) => file.endsWith('.html'));
  const read = (file) => fs.readFileSync(path.join(root, file), 'utf8');
  const redirects = new Map(pages.flatMap((page) => {
    const to = read(page).match(/<meta http-equiv="refresh" content="0; url=([^"]*)">/)?.[1];
    return to === undefined ? [] : [[page, to]];
  }));
  const stays = pages.filter((page) => !redirects.has(page));
  const home = files.includes('sitemap.xml') ? read('sitemap.xml').match(/<loc>([^<]*)<\/loc>/)?.[1] : undefined;
  const base = home === undefined ? null : new URL(home).pathname;
  return { dir: root, files: new Set(files), pages, redirects, stays, base, read };
}

// Returns every element of a page in document order: { tag, attributes, text }, `text` of its own text nodes only.
export function elements(html) {
  const found = [];
  const visit = (node) => {
    if (node.tagName) {
      const attributes = Object.fromEntries(node.attrs.map(({ prefix, name, value }) => [prefix ? `${prefix}:${name}` : name, value]));
      const text = node.childNodes.filter((child) => child.nodeName === '#text').map((child) => child.value).join('');
      found.push({ tag: node.tagName, attributes, text });
    }
    for (const child of node.childNodes ?? []) visit(child);
    if (node.content) visit(node.content);
  };
  visit(parse(html));
  return found;
}

// Serves the site below `prefix` and nothing beside it, as a host does that keeps many sites: an address that leaves
// out the prefix is a 404. Below it, the site's own page for that is shown. Returns { url, close }.
export async function serve(site, prefix) {
  const server = http.createServer((request, response) => {
    const asked = decodeURIComponent(new URL(request.url, 'http://site').pathname);
    if (asked === '/favicon.ico') {
      response.writeHead(204).end(); // the browser asks for it by itself
      return;
    }
    let file = asked.startsWith(prefix) ? asked.slice(prefix.length) : null;
    if (file === '' || file?.endsWith('/')) file += 'index.html';
    if (file === null || !site.files.has(file)) {
      const page = file !== null && site.files.has('404.html') ? site.read('404.html') : '';
      response.writeHead(404, { 'content-type': TYPES['.html'] }).end(page);
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream' });
    response.end(fs.readFileSync(path.join(site.dir, file)));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}${prefix}`, close };
}

// Returns the address of a file of the site: letters that an address may not hold are escaped.
export const address = (base, file) => base + file.split('/').map(encodeURIComponent).join('/');

// Returns the files of a ZIP archive by their names. It is read as a stranger's program would: by the list at its end.
export function unpacked(archive) {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const files = new Map();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const start = archive.readUInt32LE(at + 42);
    const from = start + 30 + archive.readUInt16LE(start + 26) + archive.readUInt16LE(start + 28);
    const packed = archive.subarray(from, from + size);
    files.set(archive.toString('utf8', at + 46, at + 46 + name), method === 0 ? packed : zlib.inflateRawSync(packed));
    at += 46 + name + extra + comment;
  }
  return files;
}
