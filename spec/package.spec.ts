import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';

const root = new URL('../', import.meta.url);

interface Packed {
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent: readonly (string | null)[];
}

const { exports, bin } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  exports: Record<string, string | Record<string, string>>;
  bin: Record<string, string>;
};
const { './package.json': _, ...exported } = exports;

/** What `npm pack` would put into the package as it was built last. */
function pack(): Packed {
  const args = ['pack', '--dry-run', '--ignore-scripts', '--json'];
  const told = execFileSync('npm', args, { cwd: fileURLToPath(root), encoding: 'utf8', stdio: 'pipe' });
  const packed = JSON.parse(told) as Packed[] | Record<string, Packed>;
  return Object.values(packed)[0]!;
}

/** Whether a module has no code of its own, but only exports what another one has. */
function onlyPassesOn(text: string): boolean {
  return text.replaceAll(/^(?:import|export) \{[^}]*\}(?: from "[^"]+")?;$/gm, '').trim() === '';
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

  it('has all that it offers, with types', () => {
    const paths = packed.files.map(({ path }) => `./${path}`);
    const offered = Object.values(exported).flatMap((entry) => Object.values(entry));
    expect(offered).toContain('./dist/index.js');
    expect(offered).toContain('./dist/testing/index.d.ts');
    for (const path of [...offered, `./${bin.skorche}`]) expect(paths).toContain(path);
  });

  it('has few modules, each with a map that has its sources', () => {
    const modules = packed.files.map(({ path }) => path).filter((path) => path.endsWith('.js'));
    expect(modules.length).toBeLessThan(20);
    for (const path of modules) {
      if (onlyPassesOn(readFileSync(new URL(path, root), 'utf8'))) continue;
      const map = JSON.parse(readFileSync(new URL(`${path}.map`, root), 'utf8')) as SourceMap;
      expect(map.sourcesContent).toHaveLength(map.sources.length);
      expect(map.sourcesContent).not.toContain(null);
    }
  });

  it('has one copy of each of its files, but for what workers start with', () => {
    const paths = packed.files.map(({ path }) => path).filter((path) => path.endsWith('.js.map'));
    const own = paths.filter((path) => !/\/(?:worker-\w+|parent-watch)\.js\.map$/.test(path));
    expect(own).toHaveLength(paths.length - 3);
    const sources = own.flatMap((path) =>
      (JSON.parse(readFileSync(new URL(path, root), 'utf8')) as SourceMap).sources.map(
        (source) => new URL(source, new URL(path, root)).href,
      ),
    );
    expect(sources).toContain(new URL('lib/queue.ts', root).href);
    expect(sources.filter((source, i) => sources.indexOf(source) !== i)).toEqual([]);
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

describe('what the package loads', () => {
  it.each(['rxjs'])('spec/cases/loaders/%s.mjs', (name) => {
    const file = fileURLToPath(new URL(`spec/cases/loaders/${name}.mjs`, root));
    const { status, stdout } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
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
    expect(Object.keys(exports)).toEqual(['.', './otel', './progress', './testing', './package.json']);
  });
});
