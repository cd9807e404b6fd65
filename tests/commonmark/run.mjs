// Every example of the CommonMark specification through `labpress render - --commonmark`. As in the specification's own
// test, two answers are the same when their tags, attributes and words are: `<br>` is `<br />`, `&quot;` is `"`.
// Usage: node tests/commonmark/run.mjs PATH_OF_LABPRESS. Exit code 0: all agree; 1: some differ; 2: it could not run.

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';

const SHOWN = 5;

const packages = createRequire(new URL('../pages/package.json', import.meta.url));
const { Tokenizer } = await import(pathToFileURL(packages.resolve('parse5')));

function loadExamples() {
  const { tests } = packages('commonmark-spec');
  // The specification shows a tab as an arrow.
  const withTabs = (text) => text.replaceAll('→', '\t');
  return tests.map(({ number, section, markdown, html }) => ({ number, section, markdown: withTabs(markdown), html: withTabs(html) }));
}

function render(labpress, markdown) {
  return new Promise((resolve, reject) => {
    const child = spawn(labpress, ['render', '-', '--commonmark'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const pieces = [];
    child.stdout.on('data', (piece) => pieces.push(piece));
    child.on('error', reject);
    child.on('close', (code) => resolve(code === 0 ? Buffer.concat(pieces).toString() : `exit code ${code}`));
    child.stdin.on('error', () => {}); // it may end before it has read everything: its exit code tells
    child.stdin.end(markdown);
  });
}

// White space says nothing outside <pre>, least of all beside a block.
const BLOCKS = /^(?:article|aside|blockquote|body|dd|details|div|dl|dt|fieldset|figure|footer|form|h[1-6]|head|header|hr|html|iframe|li|main|nav|ol|p|pre|script|section|style|summary|table|tbody|td|tfoot|th|thead|title|tr|ul|video)$/;

// Returns the tokens of an HTML fragment as one text; nothing is mended as a browser would.
function normal(html) {
  let out = '';
  let literal = 0;
  const text = (chars) => (out += literal > 0 ? JSON.stringify(chars) : chars.replaceAll(/\s+/g, ' '));
  const tag = (name, written) => {
    if (BLOCKS.test(name) && literal === 0) out = `${out.trimEnd()}\n${written}\n`;
    else out += written;
  };
  const tokenizer = new Tokenizer({}, {
    onStartTag({ tagName, attrs }) {
      const sorted = attrs.map(({ name, value }) => ` ${name}=${JSON.stringify(value)}`).sort();
      tag(tagName, `<${tagName}${sorted.join('')}>`);
      literal += tagName === 'pre' ? 1 : 0;
    },
    onEndTag({ tagName }) {
      literal -= tagName === 'pre' && literal > 0 ? 1 : 0;
      tag(tagName, `</${tagName}>`);
    },
    onCharacter: ({ chars }) => text(chars),
    onWhitespaceCharacter: ({ chars }) => text(chars),
    onNullCharacter: ({ chars }) => text(chars),
    onComment: ({ data }) => tag('', `<!--${data}-->`),
    onDoctype: ({ name }) => tag('', `<!${name}>`),
    onEof() {},
    onParseError: null,
  });
  tokenizer.write(html, true);
  return out.replaceAll(/ *\n\s*/g, '\n').trim();
}

async function differing(labpress, examples) {
  const wrong = [];
  let exact = 0;
  let next = 0;
  const work = async () => {
    while (next < examples.length) {
      const example = examples[next++];
      const answer = await render(labpress, example.markdown);
      if (answer === example.html) exact += 1;
      else if (normal(answer) !== normal(example.html)) wrong.push({ ...example, answer });
    }
  };
  await Promise.all(Array.from({ length: 2 * availableParallelism() }, work));
  return { exact, wrong: wrong.sort((a, b) => a.number - b.number) };
}

async function main([labpress]) {
  if (!labpress) {
    console.error('usage: node tests/commonmark/run.mjs PATH_OF_LABPRESS');
    return 2;
  }
  const examples = loadExamples();
  const { exact, wrong } = await differing(labpress, examples);
  for (const { number, section, markdown, html, answer } of wrong.slice(0, SHOWN)) {
    console.log(`example ${number} (${section})\nmarkdown ${JSON.stringify(markdown)}\nexpected ${JSON.stringify(html)}\nanswer   ${JSON.stringify(answer)}\n`);
  }
  if (wrong.length > SHOWN) console.log(`also wrong: ${wrong.slice(SHOWN).map(({ number }) => number).join(' ')}`);
  console.log(`${examples.length - wrong.length} / ${examples.length} examples of CommonMark, ${exact} of them byte for byte`);
  return wrong.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(String(error));
  process.exitCode = 2;
}
