// Packets don't show: items, and results, that have an object in common are to whoever gets them what each is alone.
import { map, Pipeline, processes, threads } from 'skorche';
import { check } from '../verdict.mjs';

for (const [kind, from] of Object.entries({ threads, processes })) {
  const { tally, constant } = from(new URL('../modules/values.mjs', import.meta.url));
  for (const timeout of [undefined, 5000]) {
    const pipeline = new Pipeline();
    const common = { seen: [] };
    const items = Array.from({ length: 2000 }, (_, n) => ({ n, common }));
    const options = timeout === undefined ? {} : { timeout };
    const tallies = map(tally, pipeline.queue({ from: items }), options);
    const constants = map(constant, pipeline.queue({ from: items }), options);
    await pipeline.run({ [kind]: 1 });
    check(`${kind}, timeout ${timeout}: tallies`, [...new Set(tallies.flush())], [1]);
    check(`${kind}, timeout ${timeout}: different results`, new Set(constants.flush()).size, 2000);
  }
}
