// Lines that are read all arrive, however long the run takes to come: `readline` reads from when it is made, and drops what nobody listens to.
// Reported of Node as nodejs/node#33463, #28565 and #42454.
import { createReadStream, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { Pipeline, sink } from 'skorche';
import { again, args } from '../again.mjs';
import { folder, written } from '../folder.mjs';
import { check } from '../verdict.mjs';

const READERS = {
  'readline of a file': (file) => createInterface({ input: createReadStream(file) }),
  'readline of text': (_, text) => createInterface({ input: Readable.from([text]) }),
  readLines: async (file) => (await open(file)).readLines(),
};
const BEFORE = {
  'run at once': () => {},
  'run after 50 ms': () => pause(50),
  'render first': (pipeline) => pipeline.render(join(folder, 'lines.svg')),
};

async function count(from, before) {
  const pipeline = new Pipeline();
  let lines = 0;
  sink(() => void lines++, pipeline.queue({ from }));
  await before(pipeline);
  await pipeline
    .run({ signal: AbortSignal.timeout(10_000) })
    .catch((error) => check('the run', error, undefined));
  return lines;
}

if (args.length > 0) console.log(await count(createInterface({ input: process.stdin }), () => pause(50)));
else {
  for (const length of [0, 3, 200_000]) {
    const text = Array.from({ length }, (_, i) => `line ${i}\n`).join('');
    const file = written(`${length}.txt`, text);
    for (const [name, reader] of Object.entries(READERS)) {
      for (const [when, before] of Object.entries(BEFORE))
        check(`${name}, ${when}`, await count(await reader(file, text), before), length);
    }
    const { stdout } = await again(['stdin'], { stdin: openSync(file) });
    check('standard input', stdout, `${length}`);
  }
}
