// What functions print in workers is there when the run has ended, however it ended.
// Reported as nodejs/node#40961, #53701 and piscinajs/piscina#68.
import * as skorche from 'skorche';
import { again, args } from '../again.mjs';
import { check } from '../verdict.mjs';

if (args.length > 0) {
  const [kind, name, items] = args;
  const tasks = skorche[kind](new URL('../modules/prints.mjs', import.meta.url));
  const options = name === 'thenHangs' ? { timeout: 300 } : {};
  skorche.sink(tasks[name], skorche.queue({ from: Array(+items).keys() }), options);
  await skorche.run({ [kind]: 2 }).catch(() => {});
} else {
  for (const kind of ['threads', 'processes']) {
    for (const [name, items, lines] of [
      ['one', 100, 100],
      ['one', 2000, 2000],
      ['many', 5, 1000],
      ['thenThrows', 1, 3],
      ['thenExits', 1, 6], // by two workers, before it is given up
      ['thenHangs', 1, 3],
    ]) {
      for (let i = 0; i < 3; i++) {
        const { stdout } = await again([kind, name, `${items}`]);
        check(
          `${kind}, ${name}, ${items} items: lines`,
          stdout === '' ? 0 : stdout.split('\n').length,
          lines,
        );
      }
    }
  }
}
