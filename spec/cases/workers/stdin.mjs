// Standard input is the program's: in a worker it ends at once, while the program's own is still open.
import { map, processes, queue, run, threads } from 'skorche';
import { again, args } from '../again.mjs';
import { check } from '../verdict.mjs';

if (args.length > 0) {
  const [kind] = args;
  const { readStdin } = { threads, processes }[kind](new URL('../modules/work.mjs', import.meta.url));
  const results = map(readStdin, queue({ from: [1] }));
  await run({ [kind]: 1, signal: AbortSignal.timeout(5000) }).catch(({ message }) => console.log(message));
  console.log(...results.flush());
  process.exit();
}
for (const kind of ['threads', 'processes']) {
  const { stdout } = await again([kind], { stdin: 'pipe' });
  check(`${kind}: what came of it`, stdout, '0');
}
