// What labpress writes for other programs, against their own schemas: `node tests/pages/schemas.mjs LABPRESS`.
// SARIF 2.1.0 of everything in tests/it/rules, and what `labpress init` writes for hosts, whose commands are run too.

import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import Ajv from 'ajv';
import draft04 from 'ajv-draft-04';
import formats from 'ajv-formats';
import YAML from 'yaml';

const labpress = path.resolve(process.argv[2] ?? 'target/release/labpress');
const schemas = path.join(path.dirname(createRequire(import.meta.url).resolve('schemastore/package.json')), 'schemas/json');
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'labpress-schemas-'));
let faults = 0;

function judge(name, schemaFile, value) {
  const schema = JSON.parse(fs.readFileSync(path.join(schemas, schemaFile)));
  const Judge = String(schema.$schema).includes('draft-04') ? draft04 : Ajv;
  const ajv = formats(new Judge({ strict: false, allErrors: true, unicodeRegExp: false }));
  const holds = ajv.compile(schema);
  const fault = (error) => `${error.instancePath} ${error.message}`;
  const found = holds(value) ? [] : holds.errors.map(fault);
  // A schema that accepts everything proves nothing.
  if (holds({ ...value, version: 7, jobs: 7 })) found.push('the schema accepts what is wrong');
  found.forEach((text) => console.error(`${name}: ${text}`));
  faults += found.length;
  console.log(`${name}: ${found.length} faults`);
}

const checked = spawnSync(labpress, ['check', 'tests/it/rules', '--format', 'sarif'], { maxBuffer: 1 << 28 });
const log = JSON.parse(checked.stdout);
const rules = new Set(log.runs[0].results.map((result) => result.ruleId));
console.log(`SARIF: ${log.runs[0].results.length} results of ${rules.size} rules`);
judge('SARIF', 'sarif-2.1.0.json', log);
if (rules.size < 20) throw new Error('hardly a rule found anything');

// What a host would run is run here, in a repository with notes in a folder of a difficult name. Tools that would fetch
// something do nothing.
const notes = path.join(scratch, 'it\'s "week" $1');
fs.mkdirSync(notes);
fs.writeFileSync(path.join(notes, 'README.md'), '# Lab\n\n`docker ps`\n');
execFileSync('git', ['init', '-q', scratch]);
execFileSync(labpress, ['init', '--github', '--gitlab', '--netlify', '--cloudflare', notes]);
const tools = path.join(scratch, '.labpress/bin');
fs.mkdirSync(tools, { recursive: true });
fs.symlinkSync(labpress, path.join(tools, 'labpress'));
for (const tool of ['curl', 'cargo']) fs.writeFileSync(path.join(tools, tool), '#!/bin/sh\n', { mode: 0o755 });
const written = (file) => fs.readFileSync(path.join(scratch, file), 'utf8');

function runs(host, commands, variables, site) {
  for (const command of commands) {
    const env = { ...process.env, ...variables, CARGO_HOME: path.join(scratch, '.labpress'), PATH: `${tools}:${process.env.PATH}` };
    const run = spawnSync('bash', ['-e', '-c', command], { cwd: scratch, env, encoding: 'utf8' });
    console.log(`${host}: ${command}: exit ${run.status}`);
    if (run.status !== 0) console.error(run.stderr);
    faults += run.status === 0 ? 0 : 1;
  }
  if (!fs.existsSync(path.join(scratch, site, 'index.html'))) throw new Error(`${host} builds nothing`);
  fs.rmSync(path.join(scratch, site), { recursive: true });
}

const workflow = YAML.parse(written('.github/workflows/labpress.yml'));
judge('workflow', 'github-workflow.json', workflow);
runs('GitHub', workflow.jobs.build.steps.map((step) => step.run).filter(Boolean), workflow.env, '_site');

const pipeline = YAML.parse(written('.gitlab-ci.yml'));
const values = Object.entries(pipeline.variables).map(([name, value]) => [name, value.replaceAll('$$', '$')]);
const before = pipeline['.labpress'].before_script;
runs('GitLab', [...before, ...pipeline.check.script, ...pipeline.pages.script], Object.fromEntries(values), pipeline.pages.artifacts.paths[0]);

// The two files hold texts alone, each on a line of its own.
const settings = (file) => Object.fromEntries([...written(file).matchAll(/^(\w+) = (".*")$/gm)].map(([, key, value]) => [key, JSON.parse(value)]));
const netlify = settings('netlify.toml');
runs('Netlify', [netlify.command], {}, netlify.publish);
runs('Cloudflare', ['bash labpress-build.sh'], {}, settings('wrangler.toml').pages_build_output_dir);

fs.rmSync(scratch, { recursive: true });
process.exit(faults > 0 ? 1 : 0);
