// Who puts something into a run that has failed is told why it has.
import { map, Pipeline } from 'skorche';
import { setTimeout as pause } from 'node:timers/promises';
import { check } from '../verdict.mjs';

const pipeline = new Pipeline();
const jobs = pipeline.queue({ name: 'jobs' });
map(async (n) => {
  if (n === 2) throw new Error('the database is gone');
}, jobs);
const failure = pipeline.run().catch((error) => error);
await jobs.put(1);
await jobs.put(2);
await pause(50);
const refusal = await jobs.put(3).catch((error) => error);
check('the code', refusal?.code, 'queue-closed');
check("that the cause is the run's error", refusal?.cause === (await failure));
