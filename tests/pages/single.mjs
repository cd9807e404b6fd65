// The site in one HTML file, opened from the disk: `node tests/pages/single.mjs FILE.html`, that of content/. It asks for
// nothing, and is of use with the script and without it.

import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from './browser.mjs';

const url = pathToFileURL(path.resolve(process.argv[2])).href;
const browser = await launch();

const tests = {
  async 'a picture opens in full'(tab) {
    await tab.goto(`${url}#virtualization`);
    const first = tab.locator('#virtualization a.shot-link').first();
    const thumbnail = await first.locator('img').getAttribute('src');
    assert.match(thumbnail, /^data:image\/(png|webp);base64,/);
    await first.click();
    const shown = () => tab.$eval('dialog.viewer', (viewer) => (viewer.open ? viewer.querySelector('img').src : null));
    assert.equal(await shown(), thumbnail);
    await tab.keyboard.press('ArrowRight');
    assert.notEqual(await shown(), thumbnail);
    assert.ok(await tab.$eval('dialog.viewer img', (image) => image.decode().then(() => image.naturalWidth > 400)));
    await tab.keyboard.press('Escape');
    assert.equal(await shown(), null);
  },

  async 'every part of the site has its script'(tab) {
    await tab.goto(url);
    const paper = () => tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await tab.click('[data-theme-choice="dark"]');
    assert.notEqual(await paper(), light);
    // A busy browser may load the file again before it has stored the choice.
    for (let tries = 0; tries < 5 && (tries === 0 || (await paper()) === light); tries++) await tab.reload();
    assert.notEqual(await paper(), light, 'the choice is forgotten');
    await tab.fill('#compare .matrix-find input', 'isolation');
    assert.match(await tab.textContent('#compare .matrix-count'), /^\d+ of \d+ aspects$/);
    assert.ok((await tab.locator('#virtualization .copy').count()) > 3);
    assert.equal(await tab.locator('.search-open').count(), 0, 'there is nothing that a search could load');
    const contents = await tab.locator('.toc').count();
    assert.ok(contents > 1, `${contents} tables of contents`);
    for (const page of ['networking', 'virtualization']) {
      const heading = await tab.locator(`#${page} .prose h2`).last().getAttribute('id');
      await tab.evaluate((id) => document.getElementById(id).scrollIntoView(), heading);
      const mark = tab.locator(`#${page} .toc a[aria-current]`);
      await mark.waitFor();
      assert.equal(await mark.getAttribute('href'), `#${heading}`);
    }
  },

  async 'links lead to places in it'(tab) {
    await tab.goto(url);
    await tab.click('.menu-sheets a >> nth=0');
    assert.ok(tab.url().endsWith('#compare'));
    await tab.locator('#compare .source').first().click();
    const target = decodeURIComponent(new URL(tab.url()).hash.slice(1));
    assert.match(target, /^[a-z-]+:L\d/);
    assert.ok(await tab.locator(`[id="${target}"]`).isVisible());
  },

  async 'nobody is asked for anything'(tab, asked) {
    await tab.goto(url);
    await tab.evaluate(() => Promise.all([...document.images].filter((picture) => picture.getAttribute('src')).map((picture) => {
      picture.loading = 'eager';
      return picture.decode();
    })));
    await tab.waitForLoadState('networkidle');
    assert.deepEqual(asked, [url]);
  },
};

const plain = {
  async 'without the script every picture is there and can be seen larger'(tab, asked) {
    await tab.goto(url);
    const images = tab.locator('main img');
    assert.ok((await images.count()) > 10);
    const link = tab.locator('#virtualization .report:not(.report-plain) figure.shot:not(.strip) a.shot-link').first();
    const width = async () => (await link.boundingBox()).width;
    const before = await width();
    await link.click();
    assert.ok((await width()) > before * 1.5, `${before} px, then ${await width()} px`);
    assert.deepEqual(asked.filter((address) => !address.startsWith(url)), []);
  },

  async 'without the script nothing is shown dead, and menus open'(tab) {
    await tab.goto(url);
    for (const tool of ['.theme-switch', '.search-open', '.copy', '.matrix-tools', 'dialog']) assert.equal(await tab.locator(tool).count(), 0, tool);
    const entry = tab.locator('.menu-panel a').first();
    assert.equal(await entry.isVisible(), false);
    await tab.click('.menu-all summary');
    assert.ok(await entry.isVisible());
    await entry.click();
    assert.match(tab.url(), /#[a-z-]+$/);
  },
};

let failed = 0;
for (const [javaScriptEnabled, set] of [[true, tests], [false, plain]]) {
  for (const [name, test] of Object.entries(set)) {
    const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1280, height: 900 }, colorScheme: 'light', reducedMotion: 'reduce' });
    const tab = await context.newPage();
    const [faults, asked] = [[], []];
    tab.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    tab.on('pageerror', (error) => faults.push(error.message));
    tab.on('request', (request) => request.url().startsWith('data:') || asked.push(request.url()));
    tab.setDefaultTimeout(10_000);
    try {
      await test(tab, asked);
      assert.deepEqual(faults, []);
      console.log(`ok   ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL ${name}: ${error.message}`);
    }
    await context.close();
  }
}
await browser.close();
const all = Object.keys(tests).length + Object.keys(plain).length;
console.log(`${failed} of ${all} failed`);
process.exit(failed > 0 ? 1 : 0);
