// axe-core's rules for WCAG 2.2 A and AA, and its best practices, on every page: light and dark, wide and narrow.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import { each } from './browser.mjs';
import { address } from './site.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const LOOKS = ['light', 'dark'].flatMap((colorScheme) => [1280, 390].map((width) => ({ colorScheme, width })));
const source = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function axe(site, browser, url) {
  const found = await each(LOOKS, 2, async ({ colorScheme, width }) => {
    // The script of axe itself is what the pages' policy would stop.
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
    const tab = await context.newPage();
    const findings = [];
    for (const page of site.stays) {
      await tab.goto(address(url, page));
      // What a link led to is marked, and must be read as well. Judged is the page from its top: further down, the header
      // that stays in view covers half of whatever comes to lie below it.
      await tab.evaluate(async () => {
        const part = document.querySelector('.part [id]');
        if (!part) return;
        location.hash = part.id;
        for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
        scrollTo({ top: 0, behavior: 'instant' });
      });
      await tab.evaluate(source);
      const { violations } = await tab.evaluate((values) => axe.run(document, { runOnly: { type: 'tag', values } }), TAGS);
      findings.push(...violations.map(({ id, help, nodes }) => ({
        page, what: `${id}: ${help} (${nodes.length}, first ${nodes[0].target}; ${colorScheme}, ${width} px)`,
      })));
    }
    await context.close();
    return findings;
  });
  return { judged: `${site.stays.length} pages x ${LOOKS.length}`, findings: found.flat() };
}
