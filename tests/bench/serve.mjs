// How soon `labpress serve` shows what was saved, on a copy of any notes: `node tests/bench/serve.mjs LABPRESS NOTES`.
// Starts it with no cache and with a full one, then edits one write-up twenty times with its page open in Chromium, and
// looks at what the processor does when nobody writes.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launch } from '../pages/browser.mjs';
import { latency, middle, preview } from '../pages/preview.mjs';

const [labpress, source] = process.argv.slice(2).map((file) => path.resolve(file));
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'labpress-bench-'));
const [notes, cache] = [path.join(scratch, 'notes'), path.join(scratch, 'cache')];
fs.cpSync(source, notes, { recursive: true });

const texts = fs.readdirSync(notes, { recursive: true }).filter((file) => file.endsWith('.md') && !/readme/i.test(file)).sort();
const edited = path.join(notes, texts[Math.floor(texts.length / 2)]);
const original = fs.readFileSync(edited, 'utf8');
const end = (server) => new Promise((ended) => { server.on('exit', ended); server.kill('SIGINT'); });

// Milliseconds of processor time that a process has taken; Linux alone says so.
const worked = ({ pid }) => {
  const numbers = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(numbers[11]) + Number(numbers[12])) * 10;
};

async function firstPage(what) {
  const began = performance.now();
  const running = await preview(labpress, notes, cache);
  await (await fetch(running.base)).text();
  console.log(`start to first page, ${what}: ${(performance.now() - began).toFixed(0)} ms`);
  return running;
}

// Waits until it has done nothing for a second.
async function rest(server) {
  for (let last = -1, now = worked(server); now !== last;) {
    await new Promise((done) => setTimeout(done, 1000));
    [last, now] = [now, worked(server)];
  }
}

const cold = await firstPage('no cache');
await rest(cold.server);
await end(cold.server);
const { server, base, printed } = await firstPage('full cache');
await rest(server);

const browser = await launch();
const tab = await browser.newPage({ viewport: { width: 1280, height: 800 } });
const address = path.relative(notes, edited).split(path.sep).join('/').replace(/\.md$/, '.html');
const listens = tab.waitForResponse((response) => response.url().endsWith('/_labpress/news'));
await tab.goto(base + address);
await listens;
const save = (words) => fs.writeFileSync(edited, original.replace(/^(# .*)$/m, `$1\n\nHere are ${words}.`));
const { served, drawn } = await latency({ base, tab, address, save, times: 23, pause: 1000 });
const [fast, slow] = [served, drawn].map((all) => all.slice(3)); // the first three warm up
const worst = (all) => Math.max(...all).toFixed(1);
console.log(`saved to served: ${middle(fast)} ms, the slowest of ${fast.length} ${worst(fast)} ms`);
console.log(`saved to drawn: ${middle(slow)} ms, the slowest ${worst(slow)} ms`);
await browser.close();

await rest(server);
const before = worked(server);
await new Promise((done) => setTimeout(done, 10_000));
console.log(`processor in 10 s without a change: ${worked(server) - before} ms`);
console.log(`memory: ${fs.readFileSync(`/proc/${server.pid}/status`, 'utf8').match(/VmRSS:\s*(\d+)/)[1] / 1000 | 0} MB`);
await end(server);
console.log(printed().trim().split('\n').slice(-3).join('\n'));
fs.rmSync(scratch, { recursive: true });
