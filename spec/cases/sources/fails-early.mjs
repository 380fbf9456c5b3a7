// A stream that fails between its declaration and the run, or without a run, is `source-failed`, or nothing: the process lives.
// Reported as googleapis/google-cloud-node#9383.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { Pipeline } from 'skorche';
import { again, args } from '../again.mjs';
import { check } from '../verdict.mjs';

const failed = () => new Error('no connection');
const SOURCES = {
  'a file that is not there': () => createReadStream('/not/there'),
  'lines of a file that is not there': () => createInterface({ input: createReadStream('/not/there') }),
  'a stream that is destroyed': () => new Readable({ read: () => {} }).destroy(failed()),
  'a web stream': () => new ReadableStream({ start: (controller) => controller.error(failed()) }),
  'a promise': () => Promise.reject(failed()),
};
const BEFORE = {
  'run at once': () => {},
  'run after 20 ms': () => pause(20),
  'drawn first': (pipeline) => pipeline.toSvg(),
  'not run': () => pause(20),
};

if (args.length > 0) {
  const [source, before] = args;
  const pipeline = new Pipeline();
  pipeline.queue({ from: SOURCES[source]() });
  await BEFORE[before](pipeline);
  if (before === 'not run') console.log('source-failed');
  else await pipeline.run().then(console.log, ({ code }) => console.log(code));
} else {
  for (const source of Object.keys(SOURCES)) {
    for (const before of Object.keys(BEFORE)) {
      const { code, stdout } = await again([source, before]);
      check(`${source}, ${before}`, [code, stdout], [0, 'source-failed']);
    }
  }
}
