// Are the packages here that the benchmarks compare with? Installs them where they are not, and links the library.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const bench = fileURLToPath(new URL('.', import.meta.url));
const installed = `${bench}node_modules/.package-lock.json`;
const library = `${bench}node_modules/skorche`;

const isInstalled = () =>
  existsSync(installed) && statSync(installed).mtimeMs >= statSync(`${bench}package-lock.json`).mtimeMs;

if (!isInstalled()) {
  const { status } = spawnSync('npm', ['ci', '--prefix', bench, '--no-audit', '--no-fund'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(1);
}
if (!existsSync(library)) symlinkSync(fileURLToPath(new URL('..', import.meta.url)), library, 'junction');
