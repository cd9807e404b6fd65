// Pictures of the pages of a built site for people to judge: `node tests/pages/screenshots.mjs SITE_DIR OUT_DIR [PAGE ..]`.
// Every page unless some are named, whole, in light and dark, wide and narrow: OUT_DIR/compare-index-dark-390.png.

import fs from 'node:fs';
import path from 'node:path';
import { launch } from './browser.mjs';
import { address, openSite, serve } from './site.mjs';

const [dir, out, ...named] = process.argv.slice(2);
if (!out) {
  console.error('usage: node tests/pages/screenshots.mjs SITE_DIR OUT_DIR [PAGE ..]');
  process.exit(2);
}
const site = openSite(dir);
const [browser, server] = await Promise.all([launch(), serve(site, '/')]);
fs.mkdirSync(out, { recursive: true });
for (const colorScheme of ['light', 'dark']) {
  for (const width of [1280, 390]) {
    const tab = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
    for (const page of named.length > 0 ? named : site.stays) {
      await tab.goto(address(server.url, page));
      // Lazy pictures load when they are near the window, which a picture of the whole page is not.
      await tab.evaluate(() => Promise.all([...document.images].map((picture) => {
        picture.loading = 'eager';
        return picture.decode().catch(() => {});
      })));
      const name = page.replace(/\.html$/, '').replaceAll('/', '-');
      await tab.screenshot({ path: path.join(out, `${name}-${colorScheme}-${width}.png`), fullPage: true });
    }
    await tab.close();
  }
}
await browser.close();
server.close();
console.log(`${fs.readdirSync(out).length} pictures in ${out}`);
