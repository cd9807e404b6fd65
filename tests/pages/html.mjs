// The Nu HTML checker over every page. An error is a finding; its warnings and remarks on CSS are not.

import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const jar = path.join(path.dirname(createRequire(import.meta.url).resolve('vnu-jar/package.json')), 'build/dist/vnu.jar');

export function html(site) {
  const paths = site.pages.map((page) => path.join(site.dir, page));
  const options = ['-Xss4m', '-jar', jar, '--format', 'json', '--exit-zero-always'];
  const run = spawnSync('java', [...options, ...paths], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.error || run.status !== 0) throw new Error(`the Nu HTML checker did not run: ${run.error ?? run.stderr}`);
  const findings = JSON.parse(run.stderr).messages
    .filter(({ type }) => type === 'error' || type === 'non-document-error')
    .map(({ url, lastLine, message }) => ({
      page: path.relative(site.dir, decodeURI(new URL(url).pathname)), what: `line ${lastLine}: ${message}`,
    }));
  return { judged: `${paths.length} pages`, findings };
}
