// `explain()` names a `put` that waits inside of a task, for room that only this task can make.
import { setTimeout as pause } from 'node:timers/promises';
import { map, Pipeline, sink } from 'skorche';
import { check } from '../verdict.mjs';

const pipeline = new Pipeline();
const links = pipeline.queue({ name: 'links', capacity: 2 });
const pages = map(async (url) => url, links, { name: 'pages' });
sink(async function follow(url) {
  for (let i = 0; i < 5; i++) await links.put(`${url}/${i}`);
}, pages);
await links.put('a');
const running = pipeline.run();
running.catch(() => {});
await pause(1500);
const said = running.explain();
check(`that it is named in "${said.split('\n').at(-1)}"`, /\bput\b/.test(said) && said.includes('links'));
running.abort();
