// What the library uses of RxJS is what a program gets from 'rxjs'; and the library alone loads little of it.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { check } from '../verdict.mjs';

const { queue } = await import('skorche');
const require = createRequire(import.meta.resolve('skorche'));
check('the barrel is loaded', require.resolve('rxjs') in require.cache, false);

/** What the built files import of RxJS: a name, and from where. */
const dist = fileURLToPath(new URL('.', import.meta.resolve('skorche')));
const used = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.js'))
  .flatMap((name) => [
    ...readFileSync(`${dist}/${name}`, 'utf8').matchAll(/^import \{(.*)\} from "(rxjs\b[^"]*)";$/gm),
  ])
  .flatMap(([, names, from]) => names.split(',').map((one) => [one.trim().split(' as ')[0], from]));
check(
  'uses Observable and Subject',
  ['Observable', 'Subject'].filter((name) => !used.some(([one]) => one === name)),
  [],
);

const offered = { ...(await import('rxjs')), ...(await import('rxjs/testing')) };
for (const [name, from] of used) check(`${name} of ${from}`, (await import(from))[name] === offered[name]);

check('a queue is an Observable', queue() instanceof offered.Observable);
check('CommonJS has the same', require('rxjs').Observable === offered.Observable);
