// Headless Chromium that can reach nothing but this machine.

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const FLAGS = [
  '--no-sandbox', // its sandbox does not work for root in a container; the pages are our own
  '--disable-gpu', '--disable-quic', '--disable-dev-shm-usage', '--disable-background-networking',
  '--disable-component-update', '--disable-default-apps', '--disable-sync', '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export async function launch() {
  const executablePath = process.env.CHROMIUM ?? PLACES.find(existsSync);
  if (!executablePath) throw new Error('no Chromium: install it, or set CHROMIUM to its path');
  return chromium.launch({ executablePath, args: FLAGS });
}

// Runs `judge` on every item, at most `limit` at a time, and returns all answers in the order of the items.
export async function each(items, limit, judge) {
  const answers = new Array(items.length);
  let next = 0;
  const work = async () => {
    while (next < items.length) {
      const at = next++;
      answers[at] = await judge(items[at]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  return answers;
}
