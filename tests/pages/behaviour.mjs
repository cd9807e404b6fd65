// What a reader does with a page, in a real browser: `node tests/pages/behaviour.mjs SITE_DIR [ZIP]`, the site of
// content/ as a folder and as `labpress bundle` packs it. Each test runs from a server below a path, from one at its root,
// from the disk, and from the unpacked archive, which holds the same bytes.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from './browser.mjs';
import { openSite, serve, unpacked } from './site.mjs';

const REPORT = 'virtualization.html';
const [dir, zip] = process.argv.slice(2);
const site = openSite(dir);
const [browser, below, root] = await Promise.all([launch(), serve(site, '/a/b/'), serve(site, '/')]);
const places = { 'below a path': below.url, 'at the root': root.url, 'on the disk': `${pathToFileURL(site.dir)}/` };
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'labpress-zip-'));
if (zip) places.unpacked = `${pathToFileURL(unpack(fs.readFileSync(zip)))}/`;

// Writes the files of an archive to the disk, once it is sure that they are those of the site.
function unpack(archive) {
  const files = unpacked(archive);
  const expected = [...site.files].filter((file) => file !== '.labpress-site');
  assert.deepEqual([...files.keys()].sort(), expected.sort(), 'the archive holds other files');
  for (const [name, bytes] of files) {
    assert.ok(bytes.equals(fs.readFileSync(path.join(site.dir, name))), `${name} has other bytes in the archive`);
    fs.mkdirSync(path.dirname(path.join(scratch, name)), { recursive: true });
    fs.writeFileSync(path.join(scratch, name), bytes);
  }
  console.log(`the archive holds the same ${files.size} files, byte for byte`);
  return scratch;
}

// Returns what lies in the clipboard, in a way that also works on pages from the disk.
async function paste(tab) {
  await tab.evaluate(() => document.body.append(Object.assign(document.createElement('textarea'), { id: 'paste' })));
  await tab.focus('#paste');
  await tab.keyboard.press('Control+V');
  const pasted = await tab.inputValue('#paste');
  await tab.evaluate(() => document.getElementById('paste').remove());
  return pasted;
}

const tests = {
  async 'a chosen theme stays chosen'(tab, base) {
    await tab.goto(base + REPORT);
    const paper = () => tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await tab.click('[data-theme-choice="dark"]');
    const dark = await paper();
    assert.notEqual(dark, light);
    assert.equal(await tab.getAttribute('[data-theme-choice="dark"]', 'aria-pressed'), 'true');
    await tab.goto(`${base}index.html`);
    assert.equal(await paper(), dark);
    await tab.click('[data-theme-choice="system"]');
    assert.equal(await paper(), light);
  },

  async 'search by keyboard'(tab, base) {
    await tab.goto(base + REPORT);
    await tab.keyboard.press('/');
    const hits = async (query) => {
      await tab.fill('dialog.search input', query);
      await tab.waitForFunction(() => window.labpressFind);
      return tab.$$eval('.search-hits a', (links) => links.map((link) => link.textContent));
    };
    await tab.waitForFunction(() => window.labpressFind);
    const commands = await hits('docker run');
    assert.ok(commands.some((text) => text.includes('docker run -d --name site')), commands.join('\n'));
    assert.ok((await tab.textContent('.search-hits mark')).length > 0);
    assert.ok((await hits('contaner')).length > 0, 'a typo finds nothing');
    assert.ok((await hits('isol'))[0].includes('solation'), 'the beginning of a word finds nothing');
    assert.deepEqual(await hits('qqqqqq'), []);
    assert.equal(await tab.textContent('.search-status'), 'Nothing found');
    await hits('nft list');
    await tab.keyboard.press('ArrowDown');
    await tab.keyboard.press('ArrowDown');
    await tab.keyboard.press('ArrowUp');
    await tab.keyboard.press('Enter');
    await tab.waitForURL(/networking\.html#/);
    assert.equal(await tab.$$eval('dialog[open]', (open) => open.length), 0);
    const target = await tab.evaluate(() => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.textContent ?? '');
    assert.ok(target.length > 0, 'the hit leads nowhere');
    await tab.keyboard.press('/');
    await tab.keyboard.type('words');
    await tab.keyboard.press('Escape');
    assert.equal(await tab.$$eval('dialog[open]', (open) => open.length), 0);
  },

  async 'search is loaded when it is asked for, in all its parts, and knows languages without blanks'(tab, base) {
    const asked = [];
    const ours = () => asked.filter((address) => /\/(assets\/search-.*|search\/\d+)\.js$/.test(address));
    tab.on('request', (request) => asked.push(request.url()));
    await tab.goto(base + REPORT);
    assert.deepEqual(ours(), []);
    const scripts = await tab.evaluate(() => document.getElementById('lp-search')?.dataset.scripts);
    assert.equal(scripts, undefined, 'the pattern stays in the page');
    await tab.click('.search-open');
    await tab.waitForFunction(() => window.labpressFind);
    assert.equal(ours().length, 2, asked.join(' '));
    // A second part of the index, as a site of more than 1 MB has it.
    await tab.evaluate(() => labpressIndex([
      ['a.html', '实验报告', [[0, '1', '虚拟机与容器', '容器共享主机的内核,虚拟机有自己的内核。']]],
      ['b.html', 'レポート', [[0, '', '', 'コンテナは一秒で起動します']]],
    ]));
    const found = (query) => tab.evaluate((words) => labpressFind(words, 9).map(({ address }) => address), query);
    assert.deepEqual(await found('内核'), ['a.html#1']);
    assert.deepEqual(await found('虚拟机'), ['a.html#1']);
    assert.deepEqual(await found('コンテナ'), ['b.html']);
    assert.deepEqual(await found('內存'), []);
    assert.deepEqual(await tab.evaluate(() => labpressFind('共享', 9)[0].excerpt.find(([, isHit]) => isHit)), ['共享', true]);
  },

  async 'pictures by keyboard'(tab, base) {
    await tab.goto(base + REPORT);
    const links = await tab.$$eval('a.shot-link', (all) => all.map((link) => link.href));
    assert.ok(links.length > 3);
    await tab.focus('a.shot-link');
    await tab.keyboard.press('Enter');
    const shown = () => tab.$eval('dialog.viewer', (viewer) => (viewer.open ? viewer.querySelector('img').src : null));
    assert.equal(await shown(), links[0]);
    await tab.keyboard.press('ArrowRight');
    assert.equal(await shown(), links[1]);
    await tab.keyboard.press('ArrowLeft');
    await tab.keyboard.press('ArrowLeft');
    assert.equal(await shown(), links.at(-1));
    const focused = () => tab.evaluate(() => document.activeElement.closest('dialog')?.className ?? document.activeElement.className);
    for (let at = 0; at < 6; at++) {
      await tab.keyboard.press('Tab');
      const inside = await focused();
      // Between the last and the first stop the browser's own buttons have their turn.
      assert.ok(inside.startsWith('viewer') || inside === '' || inside.startsWith('page-'), inside);
    }
    await tab.keyboard.press('z');
    assert.ok(await tab.$eval('dialog.viewer', (viewer) => viewer.classList.contains('zoomed')));
    await tab.keyboard.press('Escape');
    assert.equal(await shown(), null);
    assert.equal(await tab.evaluate(() => document.activeElement.href), links.at(-1));
    await tab.waitForFunction(() => !history.state?.viewer);
    await tab.click('a.shot-link');
    assert.equal(await shown(), links[0]);
    await tab.goBack();
    assert.equal(await shown(), null);
    assert.ok(tab.url().startsWith(base + REPORT), 'the way back left the page');
    await tab.click('a.shot-link');
    await tab.click('.viewer-next');
    assert.equal(await shown(), links[1]);
    assert.ok((await tab.textContent('dialog.viewer p')).trim().length > 0, 'no caption');
    assert.equal(await tab.textContent('.viewer-bar span'), `2 / ${links.length}`);
    await tab.goto(`${base}screenshots/index.html`);
    await tab.click('a.shot-link');
    // What it evidences, and in which part: two things, not one word.
    assert.match(await tab.textContent('dialog.viewer p'), /\w · \w/);
  },

  async 'every picture of a report says what it evidences'(tab, base) {
    await tab.goto(base + REPORT);
    const count = await tab.$$eval('a.shot-link', (all) => all.length);
    await tab.click('a.shot-link');
    for (let at = 0; at < count; at++) {
      assert.ok((await tab.textContent('dialog.viewer p')).trim().length > 2, `picture ${at + 1} says nothing`);
      await tab.keyboard.press('ArrowRight');
    }
  },

  async 'nothing moves for who asked for that, and lines of a terminal open large on a phone'(tab, base) {
    await tab.emulateMedia({ reducedMotion: 'reduce' });
    await tab.setViewportSize({ width: 390, height: 800 });
    await tab.goto(base + REPORT);
    await tab.click('.strip a.shot-link');
    assert.equal(await tab.evaluate(() => document.getAnimations().length), 0);
    const [picture, room] = await tab.$eval('dialog.viewer', (viewer) => [viewer.querySelector('img').offsetWidth, innerWidth]);
    assert.ok(picture > 1.5 * room, `${picture} px in ${room}`);
  },

  async 'a copied command is what one would type'(tab, base) {
    await tab.goto(base + REPORT);
    const figure = tab.locator('figure.code', { has: tab.locator('.prompt') }).first();
    await figure.locator('.copy').click();
    await figure.locator('.copy', { hasText: 'Copied' }).waitFor();
    const pasted = await paste(tab);
    const typed = await figure.locator('.command').allInnerTexts();
    assert.equal(pasted, typed.map((line) => line.trimEnd()).join('\n'));
    assert.ok(!/^[$#>]/m.test(pasted), pasted);
  },

  async 'the comparison is narrowed and copied'(tab, base) {
    await tab.goto(`${base}compare/index.html`);
    const shown = () => tab.$$eval('.matrix tbody', (all) => all.filter((group) => group.offsetHeight > 0).length);
    const copied = async (button) => {
      await tab.click(button);
      await tab.waitForFunction(() => document.querySelector('.matrix-count').textContent === 'Copied');
      return paste(tab);
    };
    const all = await shown();
    await tab.fill('.matrix-find input', 'isolation');
    const narrowed = await shown();
    assert.ok(narrowed > 0 && narrowed < all, `${narrowed} of ${all}`);
    assert.equal(await tab.textContent('.matrix-count'), `${narrowed} of ${all} aspects`);
    const markdown = (await copied('.matrix-copy')).trim().split('\n');
    assert.equal(markdown[0], '| Aspect | Report | Containers | Virtual machines |');
    assert.equal(markdown[1], '| --- | --- | --- | --- |');
    assert.match(markdown[2], /^\| Isolation levels \| Containers or virtual machines \| Namespaces.* \| A kernel each, behind the hypervisor \|$/);
    assert.match(markdown[3], /^\| Isolation levels \| Virtualization \| /);
    // A text area has no carriage returns.
    const csv = (await copied('.matrix-copy[data-form=csv]')).trim().split('\n');
    assert.equal(csv.length, markdown.length - 1);
    assert.equal(csv[0], 'Aspect,Report,Containers,Virtual machines');
    assert.match(csv[1], /^Isolation levels,Containers or virtual machines,"Namespaces, cgroups, seccomp; one kernel","A kernel each, behind the hypervisor"$/);
    await tab.waitForFunction((said) => document.querySelector('.matrix-count').textContent === said, `${narrowed} of ${all} aspects`);
    await tab.fill('.matrix-find input', '');
    assert.equal(await shown(), all);
    for (const box of ['.matrix-shared', '.matrix-differing']) {
      await tab.check(box);
      const several = await shown();
      assert.ok(several > 0 && several < all, `${box}: ${several} of ${all}`);
      await tab.uncheck(box);
    }
    assert.match(await tab.textContent('.row-reports'), /2 reports, in different words/);
    const link = await tab.getAttribute('.matrix .anchor', 'href');
    await tab.goto(`${base}compare/index.html${link}`);
    assert.ok(await tab.evaluate(() => document.querySelector('tbody:target')));
  },

  async 'a wide comparison can be scrolled by keyboard, a narrow one is cards'(tab, base) {
    await tab.setViewportSize({ width: 390, height: 800 });
    await tab.goto(`${base}compare/index.html`);
    assert.equal(await tab.$eval('.matrix td', (cell) => getComputedStyle(cell, '::before').content.includes('Containers')), true);
    const [width, room] = await tab.evaluate(() => [document.scrollingElement.scrollWidth, innerWidth]);
    assert.ok(width <= room, `${width} in ${room}`);
    assert.equal(await tab.getAttribute('.matrix-scroll', 'tabindex'), '0');
  },

  async 'the menu of a phone fits its screen'(tab, base) {
    await tab.setViewportSize({ width: 320, height: 640 });
    await tab.goto(base + REPORT);
    await tab.click('.menu-all summary');
    const { left, right } = await tab.$eval('.menu-panel', (panel) => panel.getBoundingClientRect().toJSON());
    assert.ok(left >= 0 && right <= 320 && right - left > 200, `from ${left} to ${right}`);
  },

  async 'a printed report has every figure and no menus'(tab, base) {
    await tab.goto(base + REPORT);
    const pictures = await tab.$$eval('.shot img', (all) => new Set(all.map((picture) => picture.src)).size);
    const pdf = (await tab.pdf({ format: 'A4' })).toString('latin1');
    const printed = pdf.match(/\/Subtype ?\/Image/g)?.length ?? 0;
    assert.ok(pictures > 3 && printed >= pictures, `${printed} of ${pictures} pictures are in the PDF`);
    await tab.emulateMedia({ media: 'print' });
    const seen = (selector) => tab.$$eval(selector, (all) => all.filter((element) => element.offsetHeight > 0).length);
    for (const menu of ['.site-header', '.toc', '.pager', '.copy', '.search-open']) assert.equal(await seen(menu), 0, menu);
    assert.ok((await seen('.shot')) > 3);
  },

  async 'nothing moves while pictures load'(tab, base) {
    await tab.addInitScript(() => {
      window.shift = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shift += entry.value; }))
        .observe({ type: 'layout-shift', buffered: true });
    });
    await tab.goto(base + REPORT);
    const height = () => tab.evaluate(() => document.documentElement.scrollHeight);
    const before = await height();
    await tab.evaluate(() => Promise.all([...document.images].filter((picture) => picture.getAttribute('src')).map((picture) => {
      picture.loading = 'eager';
      return picture.decode().catch(() => {});
    })));
    // Heights that are no whole pixels may be rounded either way.
    assert.ok(Math.abs((await height()) - before) <= 1);
    assert.ok((await tab.evaluate(() => window.shift)) < 0.01);
  },
};

// The largest page of content/ is a report of some 28 kB; see weight.mjs for what all pages share.
const MOST_TRANSFERRED = 66_000;
tests['a report is light before its pictures'] = async (tab, base) => {
  if (!base.startsWith('http')) return;
  let bytes = 0;
  const sizes = [];
  tab.on('response', (answer) => {
    if (/\.(html|css|js)$/.test(answer.url())) sizes.push(answer.body().then((body) => { bytes += body.length; }));
  });
  await tab.goto(base + REPORT);
  await Promise.all(sizes);
  assert.ok(bytes > 20_000 && bytes < MOST_TRANSFERRED, `${bytes} bytes`);
};

// Without JavaScript: what only a script could serve is not shown, everything else is of use.
const plain = {
  async 'without a script nothing is shown dead'(tab, base) {
    for (const page of ['index.html', REPORT, 'compare/index.html', 'commands/index.html', 'screenshots/index.html']) {
      await tab.goto(base + page);
      for (const dead of ['button', 'input:not([disabled])', 'select', 'dialog', '.theme-switch', '.matrix-tools']) {
        assert.equal(await tab.locator(dead).count(), 0, `${dead} in ${page}`);
      }
    }
  },

  async 'without a script a picture opens by its link'(tab, base) {
    await tab.goto(base + REPORT);
    const link = tab.locator('a.shot-link').first();
    const to = await link.evaluate((one) => one.href);
    assert.match(to, /\/pictures\/[0-9a-f]+\.png$/);
    await link.click();
    await tab.waitForURL(to);
    await tab.goBack();
    await tab.waitForURL(base + REPORT);
  },

  async 'without a script menus and contents open'(tab, base) {
    for (const width of [1280, 390]) {
      await tab.setViewportSize({ width, height: 800 });
      await tab.goto(base + REPORT);
      const entry = tab.locator('.menu-panel a:visible');
      assert.equal(await entry.count(), 0);
      await tab.click('.menu-all summary');
      assert.ok((await entry.count()) > 3, `${await entry.count()} entries at ${width} px`);
      await tab.click('.menu-all summary'); // open, it may lie over the contents
      const contents = tab.locator('.toc-list a').first();
      if (!(await contents.isVisible())) await tab.click('.toc summary');
      await contents.click();
      const id = decodeURIComponent(new URL(tab.url()).hash.slice(1));
      assert.ok(await tab.locator(`[id="${id}"]`).isVisible(), `${id} at ${width} px`);
    }
    await tab.click('.menu-all summary');
    await tab.locator('.menu-panel a:visible').last().click();
    assert.ok(tab.url().endsWith('/index.html'), tab.url());
  },

  async 'without a script every sheet is read and leads to the reports'(tab, base) {
    const sheets = { compare: '.matrix td .source', commands: '.use', screenshots: '.contact figcaption a' };
    for (const [sheet, source] of Object.entries(sheets)) {
      await tab.goto(`${base}${sheet}/index.html`);
      const links = tab.locator(`${source}:visible`);
      assert.ok((await links.count()) > 3, `${await links.count()} in ${sheet}`);
      await links.first().click();
      await tab.waitForURL(/\.html#/);
      const id = decodeURIComponent(new URL(tab.url()).hash.slice(1));
      assert.ok(await tab.locator(`[id="${id}"]`).isVisible(), `${id} from ${sheet}`);
    }
    await tab.goto(`${base}compare/index.html`);
    const hidden = await tab.$$eval('.matrix :is(th, td)', (cells) => cells.filter((cell) => cell.offsetHeight === 0).length);
    assert.equal(hidden, 0, 'cells of the comparison are hidden');
  },
};

let failed = 0;
let ran = 0;
for (const [place, base] of Object.entries(places)) {
  for (const [name, test] of [...Object.entries(tests), ...Object.entries(plain)]) {
    const javaScriptEnabled = name in tests;
    const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1280, height: 900 }, colorScheme: 'light' });
    if (base.startsWith('http')) await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const tab = await context.newPage();
    const faults = [];
    tab.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    tab.on('pageerror', (error) => faults.push(error.message));
    tab.setDefaultTimeout(20_000);
    ran += 1;
    try {
      await test(tab, base);
      assert.deepEqual(faults, []);
      console.log(`ok   ${place}: ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL ${place}: ${name}: ${error.message.split('\nCall log')[0]}`);
    }
    await context.close();
  }
}
await browser.close();
below.close();
root.close();
fs.rmSync(scratch, { recursive: true });
console.log(`${failed} of ${ran} failed`);
process.exit(failed > 0 ? 1 : 0);
