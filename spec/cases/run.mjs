// Runs every case on several versions of Node, from a packed and installed package, and prints a table:
//   npm run test:nodes [-- WORD…]    words choose cases by their paths, whole numbers choose versions
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAJORS = [20, 22, 24];
const GROUPS = ['sources', 'workers', 'values', 'stopping', 'time', 'graph', 'saying', 'loaders'];
/** Milliseconds that a case may take. */
const LIMIT = 300_000;
const AT_ONCE = 2;

const root = fileURLToPath(new URL('../..', import.meta.url));
const own = process.versions.node.split('.')[0];
const words = process.argv.slice(2);
const numbers = words.filter((word) => /^\d+$/.test(word)).map(Number);
const texts = words.filter((word) => !/^\d+$/.test(word));

/** Runs a program that must succeed, and returns what it printed. */
function must(file, args, cwd = root) {
  const shell = process.platform === 'win32' && file === 'npm';
  const { status, stdout, error } = spawnSync(file, args, {
    cwd,
    shell,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status === 0) return stdout.trim();
  throw new Error(`${file} ${args.join(' ')}: ${error?.message ?? `exit code ${status}`}`);
}

/** The binary of a version: this one's own, or one from npm, which is kept in `node_modules/.cache`. */
function nodeOf(major) {
  if (`${major}` === own) return process.execPath;
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = join(root, 'node_modules', '.cache', 'nodes', `${major}`);
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const binary = join(folder, 'node_modules', name, 'bin', file);
  if (existsSync(binary)) return binary;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  try {
    must('npm', ['install', '--no-audit', '--no-fund', '--silent', `${name}@${major}`], folder);
  } catch (cause) {
    throw new Error(`Node ${major} is missing: npm has none as ${name}, or can't be reached.`, { cause });
  }
  if (!existsSync(binary)) throw new Error(`Node ${major} is missing: ${name} has no ${file}.`);
  return binary;
}

/** A project of its own, with the package as it would be published, and the cases. */
function projectFor() {
  const project = mkdtempSync(join(tmpdir(), 'skorche-cases-'));
  const packed = must('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', project])
    .split('\n')
    .at(-1);
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }');
  must(
    'npm',
    ['install', '--no-audit', '--no-fund', '--silent', '--prefer-offline', `./${packed}`, 'tsx@4'],
    project,
  );
  cpSync(fileURLToPath(new URL('.', import.meta.url)), join(project, 'cases'), { recursive: true });
  return project;
}

/** How to end what is running. */
const running = new Set();

/** Why a case fails; nothing if it doesn't. */
function failureOf(node, file) {
  return new Promise((resolve) => {
    // Not where the library is made: tsx would find that by its tsconfig.
    const cwd = dirname(file);
    const child = spawn(node, [file], { cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let noise = ''; // what workers that die print, say: it tells only where the case itself doesn't
    child.stdout.on('data', (chunk) => (said += chunk));
    child.stderr.on('data', (chunk) => (noise += chunk));
    const kill = () => {
      said += `not over after ${LIMIT / 1000} s\n`;
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
    };
    const late = setTimeout(kill, LIMIT);
    running.add(kill);
    child.once('close', (code, signal) => {
      clearTimeout(late);
      running.delete(kill);
      const isRight = code === 0 && said === '';
      resolve(isRight ? undefined : reasonIn(said) || reasonIn(noise) || `exit code ${code ?? signal}`);
    });
  });
}

/** The lines that say something: no stacks, and not too many. */
function reasonIn(said) {
  const lines = said
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+(?:at |\^)|^Node\.js v|^node:/.test(line));
  const shown = lines.slice(0, 4).map((line) => (line.length > 160 ? `${line.slice(0, 159)}…` : line));
  return [...shown, ...(lines.length > 4 ? [`and ${lines.length - 4} more`] : [])].join('\n');
}

function table(cases, versions, failures) {
  const width = Math.max(...cases.map((name) => name.length));
  const row = (name, cells) =>
    `${name.padEnd(width)}  ${cells.map((cell, i) => cell.padEnd(versions[i].length)).join('  ')}`.trimEnd();
  const cell = (name, version) => (failures.get(`${name} ${version}`) === undefined ? '✓' : '✗');
  return [
    row('', versions),
    ...cases.map((name) =>
      row(
        name,
        versions.map((version) => cell(name, version)),
      ),
    ),
  ].join('\n');
}

/** Each reason once, with the versions that have it. */
function reasons(cases, versions, failures) {
  return cases.flatMap((name) => {
    const known = new Map();
    for (const version of versions) {
      const reason = failures.get(`${name} ${version}`);
      if (reason !== undefined) known.set(reason, [...(known.get(reason) ?? []), version]);
    }
    return [...known].map(
      ([reason, on]) => `${name}, ${on.join(', ')}:\n  ${reason.replaceAll('\n', '\n  ')}`,
    );
  });
}

const cases = GROUPS.flatMap((group) =>
  readdirSync(new URL(`${group}/`, import.meta.url))
    .filter((file) => file.endsWith('.mjs'))
    .map((file) => `${group}/${file.slice(0, -4)}`),
).filter((name) => texts.length === 0 || texts.some((text) => name.includes(text)));
const nodes = MAJORS.filter((major) => numbers.length === 0 || numbers.includes(major)).map((major) =>
  nodeOf(major),
);
const versions = nodes.map((node) => must(node, ['-p', 'process.versions.node']));
const project = projectFor();
const failures = new Map();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    for (const kill of running) kill();
    rmSync(project, { recursive: true, force: true });
    process.exit(1);
  });
}
try {
  const jobs = cases.flatMap((name) => nodes.map((node, i) => ({ name, node, version: versions[i] })));
  const total = jobs.length;
  const work = async () => {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
      const { name, node, version } = job;
      const failure = await failureOf(node, join(project, 'cases', `${name}.mjs`));
      if (failure !== undefined) failures.set(`${name} ${version}`, failure);
      process.stderr.write(
        `${total - jobs.length} of ${total}: ${failure === undefined ? '✓' : '✗'} ${name}, ${version}\n`,
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
} finally {
  rmSync(project, { recursive: true, force: true });
}
console.log(`\n${table(cases, versions, failures)}`);
for (const reason of reasons(cases, versions, failures)) console.log(`\n${reason}`);
console.log(`\n${cases.length * versions.length - failures.size} of ${cases.length * versions.length} pass`);
process.exitCode = failures.size === 0 ? 0 : 1;
