// A signal to the whole group (Ctrl-C, a service manager) leaves child processes to the parent's `stop()`: each call is made once.
// Reported as apache/airflow#60086 and bevry-archive/readdir-cluster#6.
import * as skorche from 'skorche';
import { again, args } from '../again.mjs';
import { marked, marks, removeMarks } from '../folder.mjs';
import { check } from '../verdict.mjs';

if (args.length > 0) {
  const [kind, workers, items, signal] = args;
  const { slow } = skorche[kind](new URL('../modules/work.mjs', import.meta.url));
  const results = skorche.map(slow, skorche.queue({ from: Array(+items).keys() }));
  const running = skorche.run({ [kind]: +workers });
  process.on(signal, () => void running.stop().catch(() => {}));
  await running.then(
    () => console.log(results.flush().length),
    (error) => console.log(error.message),
  );
} else {
  for (const kind of ['threads', 'processes']) {
    for (const signal of ['SIGINT', 'SIGTERM']) {
      for (const n of [1, 2]) {
        removeMarks('begun', 'ended');
        const meanwhile = async ({ pid }) => {
          await marked('begun', n);
          process.kill(-pid, signal);
        };
        const { stdout } = await again([kind, n, n, signal].map(String), { meanwhile });
        const all = Array.from({ length: n }, (_, i) => `${i}`);
        const seen = [stdout, marks('begun').toSorted(), marks('ended').toSorted()];
        check(`${n} ${kind}, ${signal}`, seen, [`${n}`, all, all]);
      }
    }
  }
}
