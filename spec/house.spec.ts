import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

/** The layers of lib/, from the ground up: a folder, or a file. Those on one line stand side by side. */
const LAYERS = [
  ['errors', 'arguments'],
  ['insight'],
  ['executors'],
  ['flow'],
  ['graph'],
  ['queue'],
  ['task'],
  ['workers'],
  ['ops'],
  ['run'],
  ['render'],
  ['progress', 'otel'],
  ['pipeline'],
  ['default-pipeline', 'testing'],
  ['index'],
  ['cli'],
];

/** Types that are named from below, and why. Nothing of them is there at run time. */
const NAMED_FROM_BELOW: Readonly<Record<string, string>> = {
  'graph/pipeline-graph → queue': "a queue's node in the graph leads to the queue",
  'graph/check → queue': 'a finding is about what a queue was declared with',
  'queue → pipeline': 'a queue tells which pipeline it is of',
};

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

function layerOf(path: string): number {
  return LAYERS.findIndex((layer) => layer.includes(path.split('/')[0]!));
}

describe('the house', () => {
  it('has a layer for every file', () => {
    expect(files.filter(({ path }) => layerOf(path) === -1).map(({ path }) => path)).toEqual([]);
    expect(files.length).toBeGreaterThan(30);
  });

  it('imports downwards only', () => {
    const upwards = files.flatMap((file) =>
      file.imports.flatMap((one) => {
        const to = target(file, one);
        if (to === undefined || layerOf(to) <= layerOf(file.path)) return [];
        const way = `${file.path} → ${to}`;
        return one.isTypeOnly && way in NAMED_FROM_BELOW ? [] : [way];
      }),
    );
    expect(upwards).toEqual([]);
  });

  it('excuses no import that is not there', () => {
    const ways = files.flatMap((file) => file.imports.map((one) => `${file.path} → ${target(file, one)}`));
    for (const way of Object.keys(NAMED_FROM_BELOW)) expect(ways).toContain(way);
  });

  it(`has no file above ${MOST_LINES} lines`, () => {
    const long = files.filter(({ text }) => text.split('\n').length - 1 > MOST_LINES);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it('has nothing in its public face but exports', () => {
    const index = files.find(({ path }) => path === 'index')!;
    const rest = index.text.replaceAll(/^export (?:type )?\{[^}]*\} from '[^']+';$/gm, '').trim();
    expect(rest).toBe('');
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
