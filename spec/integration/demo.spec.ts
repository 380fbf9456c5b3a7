import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';

/** What a demo left when it ended. */
interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skorche-demo-spec-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs a demo as it was built, with `folder` for its temporary files. */
function demo(name: string, ...args: string[]): Promise<Ended> {
  const main = fileURLToPath(new URL(`../../build/demos/${name}/main.js`, import.meta.url));
  const env = { ...process.env, TMPDIR: folder, TEMP: folder };
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], { env, timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr });
    });
  });
}

function pageOf({ stdout }: Ended): Promise<string> {
  return readFile(/^The page: (.+)$/m.exec(stdout)![1]!, 'utf8');
}

/** The numbers in a line of the report: items in, out, failed and dropped. */
function accountOf({ stdout }: Ended, node: string): number[] {
  const line = stdout.split('\n').find((one) => one.trim().startsWith(`${node} `));
  const [, account] = / (?:task|op|source) +(?:this thread|threads)? +((?:[\d,·]+ +){3}[\d,·]+)/.exec(line!)!;
  return account!.split(/ +/).map((word) => (word === '·' ? 0 : Number(word.replace(',', ''))));
}

describe('demos/documents', () => {
  let ended: Ended;
  let page: string;
  beforeAll(async () => {
    ended = await demo('documents');
    page = await pageOf(ended);
  }, 70_000);

  it('ends by itself, with code 0', () => {
    expect(ended.code).toBe(0);
  });

  it('shows thumbnails of the pictures, as WebP', () => {
    const thumbnails = [...page.matchAll(/<img\s+src="data:image\/webp;base64,([^"]+)"/g)].map(([, data]) =>
      Buffer.from(data!, 'base64'),
    );
    expect(thumbnails.length).toBeGreaterThan(90);
    const magic = thumbnails.map((bytes) => bytes.toString('latin1', 0, 4) + bytes.toString('latin1', 8, 12));
    expect(new Set(magic)).toEqual(new Set(['RIFFWEBP']));
    expect(page).toContain('jest_logo.png');
  });

  it('lists the documents with title, words and most frequent terms', () => {
    const row = page.split('<tr>').find((one) => one.includes('rxjs/CHANGELOG.md'))!;
    const [words] = /(?<=<td>)[\d,]+(?=<\/td>)/.exec(row)!;
    expect(Number(words.replace(',', ''))).toBeGreaterThan(1000);
    expect(row).toContain('<span>fixes <small>');
    expect(row).not.toContain('<span>the ');
    expect(page.split('<tr>').length).toBeGreaterThan(300);
  });

  it('leaves out documents without words', () => {
    const [taken, out, failed, dropped] = accountOf(ended, 'Filter(hasWords)');
    expect(dropped).toBeGreaterThan(0);
    expect(taken).toBe(out! + dropped!);
    expect(failed).toBe(0);
    expect(page).not.toContain('without-words.md');
  });

  it('names what is broken, at the end, and does everything else', () => {
    const problems = ended.stdout.slice(ended.stdout.indexOf('Problems (3):'));
    expect(problems).toMatch(/^ {2}broken\.zip: invalid zip data$/m);
    expect(problems).toMatch(/^ {2}pictures-\d\.zip: drawings\/cut-off\.jpg: can't be decoded/m);
    expect(problems).toMatch(/^ {2}skorche\.zip: not-text\.md: is not text in UTF-8$/m);
    for (const name of ['broken.zip', 'cut-off.jpg', 'not-text.md']) expect(page).toContain(name);
  });

  it('reports what every node did', () => {
    const [pictures, thumbnails] = [accountOf(ended, 'Batch(size=10)'), accountOf(ended, 'resizeAll')];
    expect(thumbnails[0]).toBe(Math.ceil(pictures[0]! / 10));
    expect(accountOf(ended, 'inputs')[1]).toBe(accountOf(ended, 'unzip')[0]);
  });

  it('has computed on threads, and waited on this one', () => {
    const [, table] = /^Report of the run.*\n([^]+?)\n\n/m.exec(ended.stdout)!;
    const on = (place: string): string[] =>
      table!.split('\n').flatMap((line) => (line.includes(place) ? /\w+/.exec(line)! : []));
    expect(on(' threads ').toSorted()).toEqual(['indexText', 'readDocument', 'resizeAll']);
    expect(on(' this thread ').toSorted()).toEqual(['download', 'problemOf', 'unzip']);
  });

  it('counts the items that tasks failed on', () => {
    const failed = ['unzip', 'readDocument', 'download'].map((node) => accountOf(ended, node)[2]);
    expect(failed).toEqual([1, 1, 0]);
  });

  it('shows progress meanwhile', () => {
    expect(ended.stderr).toMatch(/\d+ pictures, \d+ thumbnails, \d+ documents, \d+ indexed, 3 problems/);
  });
});

describe('demos/documents with arguments', () => {
  const html = '<title>&lt;script&gt;alert(1)&lt;/script&gt;</title><p>Nothing runs here.</p>';
  let ended: Ended;
  let page: string;
  beforeAll(async () => {
    const archive = zipSync({
      'notes/plain.txt': strToU8('Pipes and pipes\nand valves'),
      '"><img src=x onerror=alert(1)>.html': strToU8(html),
      '../../escape.md': strToU8('# Out'),
      'bomb.txt': new Uint8Array(40 * 2 ** 20),
      'garbled.md': strToU8('# Garbled\n'.repeat(50)),
      '\u001B[2Jclear.txt': Uint8Array.of(0xc3, 0x28),
      'data.json': strToU8('{}'),
    });
    // The compressed data of garbled.md follow its name; a block of type 3 is no block of deflate's.
    archive[Buffer.from(archive).indexOf('garbled.md') + 'garbled.md'.length] = 0xff;
    const path = join(folder, 'tricky.zip');
    await writeFile(path, archive);
    ended = await demo('documents', path, join(folder, 'nowhere.zip'), 'http://127.0.0.1:1/refused.zip');
    page = await pageOf(ended);
  }, 70_000);

  it('works on the archive it is given', () => {
    expect(ended.code).toBe(0);
    expect(page.split('<tbody>')[1]!.split('<tr>').length - 1).toBe(2);
    expect(page).toMatch(/Pipes and pipes<small>notes\/plain\.txt in tricky\.zip<\/small>/);
    expect(page).toMatch(/<span>pipes <small>2<\/small>/);
  });

  it('names the paths and URLs that lead nowhere', () => {
    expect(ended.stdout).toMatch(/^ {2}\S+nowhere\.zip: ENOENT/m);
    expect(ended.stdout).toMatch(/^ {2}http:\/\/127\.0\.0\.1:1\/refused\.zip: .+/m);
  });

  it('leaves files alone whose names lead out of the archive, and those that are too large', async () => {
    expect(ended.stdout).toMatch(/^ {2}tricky\.zip: \.\.\/\.\.\/escape\.md: its name leads out/m);
    expect(ended.stdout).toMatch(/^ {2}tricky\.zip: bomb\.txt: is larger than 32 MiB$/m);
    const left = await readdir(folder, { recursive: true });
    expect(left.filter((name) => name.endsWith('.md') || name.endsWith('.txt'))).toEqual([]);
  });

  it('names a file with broken data, and indexes those beside it', () => {
    expect(ended.stdout).toMatch(/^ {2}tricky\.zip: garbled\.md: /m);
    expect(page).not.toContain('Garbled');
  });

  it('escapes names and titles', () => {
    expect(page).toContain('&quot;&gt;&lt;img src=x onerror=alert(1)&gt;.html');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toMatch(/<script|<img src=x/);
    expect(ended.stdout).toContain('[2Jclear.txt: is not text in UTF-8');
    expect(ended.stdout).not.toContain('\u001B');
  });
});

describe('demos/quickstart', () => {
  it('greets in pairs, and says what each node did', async () => {
    const { code, stdout } = await demo('quickstart');
    expect(code).toBe(0);
    expect(stdout).toContain("[ 'Hello, Accra!', 'Hello, Osaka!' ]");
    expect(stdout).toContain('Filter(isLong): 6 in, 4 out');
    expect(stdout).toContain('Batch(size=2): 4 in, 2 out');
  });
});
