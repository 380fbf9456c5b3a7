// A large result under a memory limit arrives, or fails: the program lives either way.
import { map, queue, run, threads } from 'skorche';
import { again, args } from '../again.mjs';
import { check } from '../verdict.mjs';

if (args.length > 0) {
  const [limit] = args;
  const resourceLimits = { maxOldGenerationSizeMb: +limit };
  const { objects } = threads(new URL('../modules/values.mjs', import.meta.url), { resourceLimits });
  const results = map(objects, queue({ from: [40] }));
  await run({ threads: 1 }).then(
    () => console.log('arrived', results.flush()[0].length > 500_000),
    ({ code }) => console.log(code),
  );
} else {
  for (const [limit, expected] of [
    ['64', /^(?:arrived true|worker-died|not-cloneable)$/],
    ['96', /^(?:arrived true|worker-died|not-cloneable)$/],
    ['400', /^arrived true$/],
  ]) {
    const { code, signal, stdout } = await again([limit]);
    check(`${limit} MB: how the program ended`, code ?? signal, 0);
    check(`${limit} MB: "${stdout}" is right`, expected.test(stdout));
  }
}
