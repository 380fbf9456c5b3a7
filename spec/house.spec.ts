import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { ROOMS } from './rooms.js';

/** Types that are named from below, and why. Nothing of them is there at run time. */
const NAMED_FROM_BELOW: Readonly<Record<string, string>> = {
  'queue → pipeline': 'a queue tells which pipeline it is of',
};

/** Makes of errors that stand elsewhere, and why. */
const MADE_ELSEWHERE: Readonly<Record<string, string>> = {
  'executors/values/copying': "makes the user's errors again, as they were in the worker",
  'cli/command': 'how the command is called, beside the options that it reads',
  'cli/load': 'the same, of its MODULE',
  'cli/run': 'the same, of --svg',
};

/** Most files in a folder: more are more than one room. `ops` has one for each verb. */
const MOST_FILES = 16;
const MOST_VERBS = 24;
const MOST_LINES = 250;

interface Import {
  readonly from: string;
  readonly isTypeOnly: boolean;
}

interface File {
  /** Its path in lib/, without the ending. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

const root = new URL('../', import.meta.url);
const files = readdirSync(new URL('lib/', root), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
  .map((name): File => {
    const text = readFileSync(new URL(`lib/${name}`, root), 'utf8');
    return { path: name.replaceAll('\\', '/').replace(/\.ts$/, ''), text, imports: importsOf(text) };
  });

/** What a file imports or exports from elsewhere, statically or not. */
function importsOf(text: string): Import[] {
  const code = text.replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
  const found = code.matchAll(
    /^(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|\b(?:import|require)\(\s*'([^']+)'/gm,
  );
  return [...found].map(([, type, from, dynamic]) => ({
    from: (from ?? dynamic)!,
    isTypeOnly: type !== undefined,
  }));
}

/** Where in lib/ an import leads; nothing if it leads out. */
function target(file: File, { from }: Import): string | undefined {
  if (!from.startsWith('.')) return undefined;
  return posix.join(posix.dirname(file.path), from).replace(/\.js$/, '');
}

/** The room that a file is in: the innermost. */
function roomOf(path: string): string | undefined {
  const rooms = ROOMS.flat().filter((room) => path === room || path.startsWith(`${room}/`));
  return rooms.toSorted((a, b) => b.length - a.length)[0];
}

function layerOf(path: string): number {
  return ROOMS.findIndex((layer) => layer.includes(roomOf(path)!));
}

/** Ways that lead from a file to itself, by imports of values or types. */
function circles(): string[] {
  const left = new Map(files.map((file) => [file.path, new Set(targetsOf(file))]));
  // What imports nothing that is left is on no circle; nor is what nothing that is left imports.
  for (let before = Infinity; left.size < before;) {
    before = left.size;
    const wanted = new Set([...left.values()].flatMap((to) => [...to]));
    for (const [path, to] of left) {
      for (const one of to) if (!left.has(one)) to.delete(one);
      if (to.size === 0 || !wanted.has(path)) left.delete(path);
    }
  }
  return [...left].map(([path, to]) => `${path} → ${[...to].join(', ')}`);
}

function targetsOf(file: File): string[] {
  return file.imports.map((one) => target(file, one)).filter((to) => to !== undefined);
}

describe('the house', () => {
  it('has a room for every file, and a file for every room', () => {
    expect(files.filter(({ path }) => roomOf(path) === undefined).map(({ path }) => path)).toEqual([]);
    const empty = ROOMS.flat().filter((room) => !files.some(({ path }) => roomOf(path) === room));
    expect(empty).toEqual([]);
  });

  it('imports from its own room and from those below', () => {
    const upwards = files.flatMap((file) =>
      file.imports.flatMap((one) => {
        const to = target(file, one);
        if (to === undefined || roomOf(to) === roomOf(file.path) || layerOf(to) < layerOf(file.path))
          return [];
        const way = `${file.path} → ${to}`;
        return one.isTypeOnly && way in NAMED_FROM_BELOW ? [] : [way];
      }),
    );
    expect(upwards).toEqual([]);
  });

  it('goes round in one circle only, that of queue and pipeline', () => {
    expect(circles().map((way) => way.split(' → ')[0])).toEqual(
      expect.arrayContaining(['queue', 'pipeline']),
    );
    const without = circles().filter((way) => !/^(?:queue|pipeline) /.test(way));
    expect(without).toEqual([]);
  });

  it('has few files in a room', () => {
    const sizes = new Map<string, number>();
    for (const { path } of files) sizes.set(posix.dirname(path), (sizes.get(posix.dirname(path)) ?? 0) + 1);
    const full = [...sizes].filter(([folder, size]) => size > (folder === 'ops' ? MOST_VERBS : MOST_FILES));
    expect(full.map(([folder]) => folder)).toEqual([]);
  });

  it('excuses no import that is not there', () => {
    const ways = files.flatMap((file) => file.imports.map((one) => `${file.path} → ${target(file, one)}`));
    for (const way of Object.keys(NAMED_FROM_BELOW)) expect(ways).toContain(way);
  });

  it(`has no file above ${MOST_LINES} lines`, () => {
    const long = files.filter(({ text }) => text.split('\n').length - 1 > MOST_LINES);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it('has one clock', () => {
    const timed = files.filter(({ text }) =>
      /\b(?:setTimeout|setInterval|(?:performance|Date)\.now)\(/.test(text),
    );
    expect(timed.map(({ path }) => path)).toEqual(['clock']);
  });

  it('has nothing in its public face but exports', () => {
    const index = files.find(({ path }) => path === 'index')!;
    const rest = index.text.replaceAll(/^export (?:type )?\{[^}]*\} from '[^']+';$/gm, '').trim();
    expect(rest).toBe('');
  });

  it('knows ops by what their nodes say, not by their names', () => {
    const verbs = files.flatMap(({ path, text }) =>
      path.startsWith('ops/') ? [...text.matchAll(/^ *verb: '(\w+)',/gm)].map(([, verb]) => verb!) : [],
    );
    expect(verbs).toEqual(expect.arrayContaining(['batch', 'split', 'tee', 'unbatch']));
    const named = files.flatMap(({ path, text }) =>
      path.startsWith('ops/')
        ? []
        : verbs.filter((verb) => text.includes(`'${verb}'`)).map((verb) => [path, verb]),
    );
    expect(named).toEqual([]);
  });

  it('makes errors in one place', () => {
    const making = files.filter(
      ({ path, text }) =>
        !/^(?:errors|arguments)\b/.test(path) && /\bnew \w*Error\(/.test(text.replaceAll(/^ *\*.*$/gm, '')),
    );
    expect(making.map(({ path }) => path).toSorted()).toEqual(Object.keys(MADE_ELSEWHERE).toSorted());
  });

  it('takes what it runs of RxJS from one file', () => {
    const taking = files.filter(({ imports }) =>
      imports.some(({ from, isTypeOnly }) => /^rxjs(?:$|\/internal\/)/.test(from) && !isTypeOnly),
    );
    expect(taking.map(({ path }) => path)).toEqual(['rxjs']);
  });

  it('stands on Node and on declared dependencies only', () => {
    const manifest = readFileSync(fileURLToPath(new URL('package.json', root)), 'utf8');
    const { dependencies, peerDependencies } = JSON.parse(manifest) as Record<string, object>;
    const declared = Object.keys({ ...dependencies, ...peerDependencies });
    const packages = files.flatMap(({ imports }) =>
      imports.map(({ from }) => from).filter((from) => !/^(?:\.|node:)/.test(from)),
    );
    expect(packages).toContain('rxjs');
    for (const name of packages) expect(declared).toContain(packageOf(name));
  });
});

/** The package that a name is of: "rxjs/testing" is of "rxjs". */
function packageOf(name: string): string {
  return name.split('/', name.startsWith('@') ? 2 : 1).join('/');
}
