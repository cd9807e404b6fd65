// What labpress writes for other programs, against their own schemas: `node tests/pages/schemas.mjs LABPRESS`.
// SARIF 2.1.0 of everything in tests/it/rules, and the GitHub workflow of `labpress init`, whose commands are run too.

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

const notes = path.join(scratch, 'it\'s "week" 1');
fs.mkdirSync(notes);
fs.writeFileSync(path.join(notes, 'README.md'), '# Lab\n\n`docker ps`\n');
execFileSync('git', ['init', '-q', scratch]);
execFileSync(labpress, ['init', '--github', notes]);
const workflow = YAML.parse(fs.readFileSync(path.join(scratch, '.github/workflows/labpress.yml'), 'utf8'));
judge('workflow', 'github-workflow.json', workflow);
const commands = workflow.jobs.build.steps.map((step) => step.run).filter((run) => run?.startsWith('labpress '));
for (const command of commands) {
  const environment = { ...process.env, ...workflow.env, PATH: `${path.dirname(labpress)}:${process.env.PATH}` };
  const run = spawnSync('bash', ['-e', '-c', command], { cwd: scratch, env: environment, encoding: 'utf8' });
  console.log(`${command}: exit ${run.status}`);
  faults += run.status === 0 ? 0 : 1;
}
if (commands.length !== 2 || !fs.existsSync(path.join(scratch, '_site/index.html'))) throw new Error('the workflow builds nothing');
fs.rmSync(scratch, { recursive: true });
process.exit(faults > 0 ? 1 : 0);
