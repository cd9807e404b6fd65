// What an author sees who writes while `labpress serve` runs: `node tests/pages/serve.mjs LABPRESS`. The notes are made
// here, in a folder of their own, and written to as an editor does.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launch } from './browser.mjs';
import { latency, middle, preview } from './preview.mjs';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'labpress-serve-'));
const notes = path.join(scratch, 'notes');
const write = (file, text) => {
  fs.mkdirSync(path.dirname(path.join(notes, file)), { recursive: true });
  fs.writeFileSync(path.join(notes, file), text);
};

const paragraphs = (count, word) => Array.from({ length: count }, (_, at) => `${word} ${at} of a longer text.\n`).join('\n');
const REPORT = `# Containers\n\n## Part 1: Look\n\n${paragraphs(40, 'Before')}
The place to look at.\n\n\`\`\`console\n$ docker ps\n\`\`\`\n
| | VM | Container |\n|---|---|---|\n| Isolation | whole | part |\n| Start | slow | fast |\n
## Part 2: Leave\n\n${paragraphs(40, 'After')}`;

write('README.md', '# The lab\n\nWhat was done.\n');
write('containers.md', REPORT);
write('networks.md', '# Networks\n\n## Part 1: Ask\n\nWho is there.\n');

const { server, base, printed } = await preview(path.resolve(process.argv[2]), notes, path.join(scratch, 'cache'));
const browser = await launch();

// Opens a page that knows whether it was opened again, and waits until it listens.
async function open(address) {
  const tab = await browser.newPage({ viewport: { width: 1000, height: 700 } });
  const faults = [];
  tab.on('pageerror', (error) => faults.push(error.message));
  tab.on('console', (message) => { if (message.type() === 'error') faults.push(message.text()); });
  const listens = tab.waitForResponse((response) => response.url().endsWith('/_labpress/news'));
  await tab.goto(base + address);
  await listens;
  await tab.evaluate(() => { window.isSame = true; });
  const isSame = () => tab.evaluate(() => window.isSame === true);
  const says = (text) => tab.waitForFunction((wanted) => document.querySelector('main').innerText.includes(wanted), text, { timeout: 10_000 });
  const isOver = (is) => tab.waitForFunction((wanted) => document.getElementById('labpress-live').matches(':popover-open') === wanted, is, { timeout: 10_000 });
  const overlay = () => tab.evaluate(() => document.getElementById('labpress-live').shadowRoot.querySelector('section').innerText);
  return { tab, isSame, says, isOver, overlay, faults };
}

const seenAt = (tab, text) => tab.evaluate((wanted) => {
  const found = [...document.querySelectorAll('main p')].find((one) => one.textContent.includes(wanted));
  return Math.round(found.getBoundingClientRect().top);
}, text);

const tests = {
  async 'new text comes in and the reader stays where they are'({ tab, isSame, says }) {
    await tab.evaluate(() => [...document.querySelectorAll('main p')].find((one) => one.textContent.includes('place to look')).scrollIntoView({ block: 'center', behavior: 'instant' }));
    const [scrolled, top] = [await tab.evaluate(() => scrollY), await seenAt(tab, 'place to look')];
    assert.ok(scrolled > 500);
    write('containers.md', REPORT.replace('to look at', 'to look at, again'));
    await says('again');
    assert.equal(await tab.evaluate(() => scrollY), scrolled);
    write('containers.md', REPORT.replace('to look at', 'to look at, again').replace('Before 0', `${paragraphs(5, 'More')}\nBefore 0`));
    await says('More 4');
    await tab.waitForFunction(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(true)))));
    assert.equal(await seenAt(tab, 'place to look'), top, 'what was looked at has moved');
    assert.ok(await isSame(), 'the page was opened again');
  },

  async 'what a script does to a page, it does to what is new'({ tab, isSame, says }) {
    const buttons = () => tab.$$eval('figure.code', (all) => all.map((one) => one.querySelectorAll('.copy').length).join());
    assert.equal(await buttons(), '1');
    write('containers.md', REPORT.replace('## Part 2: Leave', '```console\n$ docker images\n```\n\n## Part 2: Leave\n\n### Step 1: Stop\n\nStopped.'));
    await says('docker images');
    assert.equal(await buttons(), '1,1');
    assert.deepEqual(await tab.$$eval('.toc-list a', (all) => all.filter((link) => link.textContent.includes('Stop')).length), 1);
    await tab.locator('figure.code', { hasText: 'docker images' }).locator('.copy').click();
    await tab.locator('figure.code .copy', { hasText: 'Copied' }).waitFor();
    await tab.keyboard.press('/');
    await tab.fill('dialog.search input', 'docker images');
    await tab.waitForSelector('.search-hits a');
    write('containers.md', REPORT.replace('docker ps', 'docker volume ls'));
    await tab.waitForFunction(() => document.querySelector('figure.code').innerText.includes('volume'));
    assert.ok(await tab.$eval('dialog.search', (dialog) => dialog.open), 'the open search was closed');
    await tab.click('.search-close');
    await tab.keyboard.press('/');
    await tab.waitForFunction(() => window.labpressFind?.('volume', 5).length > 0);
    assert.ok(await isSame(), 'the page was opened again');
  },

  async 'after any edits the page is what was sent, and what a script added'({ tab, isSame, says }) {
    let seed = 7;
    const random = (below) => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor(seed / 65536) % below; };
    const fresh = (at) => [
      `Text ${at} with *some* \`code\`.`, `- item ${at}\n- item`, `\`\`\`console\n$ ls ${at}\n\`\`\``, `### Step ${at}: Do`, `## Part ${at}: More`,
      `> [!NOTE]\n> Note ${at}`, `| a | b |\n|---|---|\n| ${at} | 2 |`, 'The same text.', 'The same text.', `1. one\n\n   two ${at}\n`, `x^${at}^ and $x^${at}$`,
    ][random(11)];
    let blocks = Array.from({ length: 12 }, (_, at) => fresh(at));
    for (let round = 0; round < 25; round++) {
      for (let edit = random(4); edit >= 0; edit--) {
        const at = random(blocks.length);
        const [taken] = blocks.splice(at, random(2));
        if (random(3)) blocks.splice(random(blocks.length + 1), 0, random(2) && taken ? taken : fresh(100 * round + edit));
      }
      write('containers.md', `# Containers\n\n${blocks.join('\n\n')}\n\nThis is round ${round}.\n`);
      await says(`round ${round}.`);
      const differs = await tab.evaluate(async () => {
        const sent = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), 'text/html');
        const shown = document.documentElement.cloneNode(true);
        for (const root of [shown.querySelector('main'), sent.querySelector('main')]) {
          root.querySelectorAll('.copy').forEach((one) => one.remove());
          root.querySelectorAll('[aria-current=location]').forEach((one) => one.removeAttribute('aria-current'));
          root.querySelectorAll('.toc-here').forEach((one) => one.replaceChildren());
          root.querySelectorAll('.toc > details').forEach((one) => one.removeAttribute('open'));
        }
        const [is, wanted] = [shown, sent].map((root) => root.querySelector('main').outerHTML);
        return is === wanted ? null : `${is}\n\nis not\n\n${wanted}`;
      });
      assert.equal(differs, null, `in round ${round}: ${differs}`);
      assert.equal(await tab.$$eval('figure.code', (all) => all.filter((one) => one.querySelectorAll('.copy').length !== 1).length), 0);
    }
    assert.ok(await isSame(), 'the page was opened again');
  },

  async 'an open comparison keeps what is chosen'({ tab, isSame }) {
    await tab.goto(`${base}compare/`);
    await tab.evaluate(() => { window.isSame = true; });
    await tab.fill('.matrix-find input', 'start');
    write('containers.md', REPORT.replace('| slow | fast |', '| minutes | fast |'));
    await tab.waitForFunction(() => document.querySelector('.matrix').innerText.includes('minutes'));
    assert.equal(await tab.inputValue('.matrix-find input'), 'start');
    assert.ok(await isSame(), 'the page was opened again');
  },

  async 'another style sheet takes over'({ tab, isSame }) {
    const sheet = () => tab.$$eval('head link[rel=stylesheet]', (all) => all.map((one) => one.href).join());
    const before = await sheet();
    write('labpress.toml', 'theme = "console"\n');
    await tab.waitForFunction((old) => {
      const all = [...document.querySelectorAll('head link[rel=stylesheet]')];
      return all.length === 1 && all[0].href !== old && document.body.classList.contains('theme-console');
    }, before);
    assert.ok(await isSame(), 'the page was opened again');
    fs.rmSync(path.join(notes, 'labpress.toml'));
    await tab.waitForFunction((old) => {
      const all = [...document.querySelectorAll('head link[rel=stylesheet]')];
      return all.length === 1 && all[0].href === old;
    }, before);
  },

  async 'an error lies over the last good page until it is mended'({ tab, isSame, says, isOver, overlay }) {
    write('labpress.toml', 'title = "Lab"\nlanguage = "fi"\n');
    await isOver(true);
    const said = await overlay();
    for (const piece of ['labpress.toml:2:1', 'config', 'language = "fi"', 'lang']) assert.ok(said.includes(piece), said);
    assert.doesNotMatch(said, /\b(false|null|undefined)\b/);
    write('containers.md', REPORT.replace('to look at', 'to look at later'));
    write('templates/report.html', '{% extends "default/report.html" %}\n{% block pager %}<p>Checked {{ frame.nothing }}</p>{% endblock pager %}');
    write('labpress.toml', 'title = "Lab"\nauthor = "Ada"\n');
    await tab.waitForFunction(() => document.getElementById('labpress-live').shadowRoot.querySelector('section').innerText.includes('templates/report.html:2'));
    assert.ok(!(await tab.innerText('main')).includes('later'), 'a site with errors is shown');
    assert.ok((await tab.innerText('main')).includes('The place to look at'), 'the last good page is gone');
    const other = await open('networks.html');
    await other.isOver(true);
    await other.tab.close();
    write('templates/report.html', '{% extends "default/report.html" %}\n{% block pager %}<p>Checked.</p>{% endblock pager %}');
    await isOver(false);
    await says('later');
    await says('Checked.');
    fs.rmSync(path.join(notes, 'templates'), { recursive: true });
    fs.rmSync(path.join(notes, 'labpress.toml'));
    await tab.waitForFunction(() => !document.querySelector('main').innerText.includes('Checked.'));
    assert.ok(await isSame(), 'the page was opened again');
  },

  async 'pages open elsewhere change too'({ isSame }) {
    const [home, other] = [await open(''), await open('networks.html')];
    write('containers.md', REPORT.replace('# Containers', '# Boxes'));
    const renamed = () => [...document.querySelectorAll('a')].some((link) => link.textContent.includes('Boxes'));
    await Promise.all([home, other].map(({ tab }) => tab.waitForFunction(renamed)));
    for (const one of [home, other]) {
      assert.ok(await one.isSame(), 'the page was opened again');
      assert.deepEqual(one.faults, []);
      await one.tab.close();
    }
    assert.ok(await isSame());
  },

  async 'a note goes and comes back'({ tab, says }) {
    const [from, to] = ['containers.md', 'boxes.md'].map((file) => path.join(notes, file));
    fs.renameSync(from, to);
    await says('No page here');
    assert.equal((await tab.request.get(`${base}boxes.html`)).status(), 200);
    fs.renameSync(to, from);
    await says('The place to look at');
    fs.renameSync(notes, `${notes}-away`);
    fs.renameSync(`${notes}-away`, notes);
    write('containers.md', REPORT.replace('to look at', 'to look at afterwards'));
    await says('afterwards');
  },
};

let failed = 0;
const run = async (name, work) => {
  write('containers.md', REPORT);
  const page = await open('containers.html');
  try {
    await page.says('The place to look at');
    await work(page);
    const unexpected = page.faults.filter((fault) => !fault.includes('404'));
    assert.deepEqual(unexpected, []);
    console.log(`ok      ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED  ${name}: ${error.message}`);
  }
  await page.tab.close();
};
for (const [name, work] of Object.entries(tests)) await run(name, work);
await run('how long it takes', async ({ tab }) => {
  const save = (words) => write('containers.md', REPORT.replace('The place to look at', `The place to look at, ${words}`));
  const { served, drawn } = await latency({ base, tab, address: 'containers.html', save, times: 20, pause: 200 });
  console.log(`saved to served ${middle(served)} ms, to drawn ${middle(drawn)} ms (medians of ${drawn.length})`);
});

const left = await open('containers.html');
const ended = new Promise((done) => server.on('exit', (code) => done(code)));
server.kill('SIGINT');
if (await ended !== 0) { failed++; console.log(`FAILED  Ctrl-C ends it well: ${printed()}`); }
await left.isOver(true);
assert.ok((await left.overlay()).includes('has ended'));
await browser.close();
const beside = fs.readdirSync(notes).sort().join(' ');
if (beside !== 'README.md containers.md networks.md') { failed++; console.log(`FAILED  something was left in the notes: ${beside}`); }
fs.rmSync(scratch, { recursive: true });
console.log(`${Object.keys(tests).length + 2 - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
