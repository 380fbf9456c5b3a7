import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';

const root = new URL('../', import.meta.url);

interface Packed {
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** What `npm pack` would put into the package as it was built last. */
function pack(): Packed {
  const args = ['pack', '--dry-run', '--ignore-scripts', '--json'];
  const told = execFileSync('npm', args, { cwd: fileURLToPath(root), encoding: 'utf8', stdio: 'pipe' });
  const packed = JSON.parse(told) as Packed[] | Record<string, Packed>;
  return Object.values(packed)[0]!;
}

/** Packages that a user's install brings with it, by the lock file. */
function installed(): string[] {
  const lock = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8')) as {
    packages: Record<string, { dev?: boolean; peer?: boolean; devOptional?: boolean }>;
  };
  const own = Object.entries(lock.packages).filter(
    ([, { dev, peer, devOptional }]) => !dev && !peer && !devOptional,
  );
  return own.map(([path]) => path).filter((path) => path !== '');
}

describe('the package', () => {
  let packed: Packed;
  beforeAll(() => void (packed = pack()));

  it('has what is built, the README and the licence, and nothing else', () => {
    const others = packed.files
      .map(({ path }) => path)
      .filter((path) => !/^dist\/.*\.(?:js|js\.map|d\.ts)$/.test(path));
    expect(others.toSorted()).toEqual(['LICENSE', 'README.md', 'package.json']);
  });

  it('has types and a source map for every module', () => {
    const paths = new Set(packed.files.map(({ path }) => path));
    const modules = [...paths].filter((path) => path.endsWith('.js'));
    expect(modules.length).toBeGreaterThan(100);
    for (const path of modules) {
      expect(paths).toContain(`${path}.map`);
      expect(paths).toContain(path.replace(/\.js$/, '.d.ts'));
    }
  });

  it('is small: what is downloaded, and what it brings with it', () => {
    expect(packed.size).toBeLessThan(400 * 1024);
    expect(installed().length).toBeLessThanOrEqual(25);
  });
});

describe('what the package asks for', () => {
  const { dependencies, peerDependencies, peerDependenciesMeta, devDependencies } = JSON.parse(
    readFileSync(new URL('package.json', root), 'utf8'),
  ) as Record<string, Record<string, unknown>>;

  it('leaves RxJS to the program, so that there is one copy of it', () => {
    expect(Object.keys(peerDependencies!)).toContain('rxjs');
    expect(Object.keys(peerDependenciesMeta!)).not.toContain('rxjs'); // it can't do without
    expect(Object.keys(dependencies!)).not.toContain('rxjs');
  });

  it('has what it leaves to the program for its own specs', () => {
    for (const name of Object.keys(peerDependencies!)) expect(Object.keys(devDependencies!)).toContain(name);
  });
});

describe('the names that are exported', () => {
  it.each<[string, string[]]>([
    [
      'skorche',
      [
        'Pipeline',
        'PipelineError',
        'Queue',
        'SkorcheError',
        'TaskError',
        'WorkerError',
        'batch',
        'chain',
        'check',
        'filter',
        'map',
        'merge',
        'processes',
        'queue',
        'render',
        'run',
        'shutdown',
        'sink',
        'split',
        'task',
        'tee',
        'threads',
        'toDot',
        'toMermaid',
        'toSvg',
        'unbatch',
      ],
    ],
    ['skorche/otel', ['observeRun']],
    ['skorche/progress', ['Progress', 'showProgress']],
    ['skorche/testing', ['virtually']],
  ])('are those of %s', async (entry, names) => {
    expect(Object.keys(await import(entry)).toSorted()).toEqual(names);
  });

  it('are in no other entries', () => {
    const { exports } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
      exports: object;
    };
    expect(Object.keys(exports)).toEqual(['.', './otel', './progress', './testing', './package.json']);
  });
});
