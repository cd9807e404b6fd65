// A running `labpress serve`, and how soon it shows what was saved.

import { spawn } from 'node:child_process';

// Starts labpress on a folder of notes. Returns { server, base, printed }: the process, the address, what it printed.
export async function preview(labpress, notes, cache) {
  const server = spawn(labpress, ['serve', notes, '--port', '0'], {
    env: { ...process.env, LABPRESS_CACHE_DIR: cache }, stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  const base = await new Promise((found, failed) => {
    server.stderr.on('data', (more) => {
      text += more;
      const url = text.match(/http:\S+/);
      if (url) found(url[0]);
    });
    server.on('exit', () => failed(new Error(`labpress ended: ${text}`)));
  });
  server.removeAllListeners('exit');
  return { server, base, printed: () => text };
}

// From the moment an editor has saved to the new page at the server, and to the new text drawn in the browser, each in
// milliseconds and `times` times, with a `pause` between them: nobody saves ten times in a second. `tab` shows the page at
// `address`; `save` writes a note that has the words it is given.
export async function latency({ base, tab, address, save, times, pause }) {
  const news = await fetch(`${base}_labpress/news`);
  const reader = news.body.getReader();
  await reader.read(); // the greeting
  let tell = () => {};
  await tab.exposeFunction('drawn', (text) => tell(text));
  await tab.evaluate(() => new MutationObserver(() => {
    const text = document.querySelector('main').textContent.match(/the words of edit \d+/)?.[0];
    // A task after a frame's callbacks runs when the frame is drawn.
    if (text) requestAnimationFrame(() => setTimeout(() => window.drawn(text)));
  }).observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true }));
  const [served, drawn] = [[], []];
  for (let edit = 0; edit < times; edit++) {
    const words = `the words of edit ${edit}`;
    const isDrawn = new Promise((done) => { tell = (text) => { if (text === words) done(performance.now()); }; });
    const began = performance.now();
    save(words);
    for (let page = ''; !page.includes(words);) {
      await reader.read();
      page = await (await fetch(base + address)).text();
    }
    served.push(performance.now() - began);
    drawn.push((await isDrawn) - began);
    await new Promise((done) => { setTimeout(done, pause); });
  }
  await reader.cancel();
  return { served, drawn };
}

// Returns the middle one of some numbers.
export const middle = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)].toFixed(1);
