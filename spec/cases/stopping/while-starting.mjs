// `stop()` and `abort()` while workers start: the run ends, and what is in is worked off, or discarded.
import { map, Pipeline, processes, threads } from 'skorche';
import { check } from '../verdict.mjs';

for (const [kind, from] of Object.entries({ threads, processes })) {
  for (const end of ['stop', 'abort']) {
    const { same } = from(new URL('../modules/plain.mjs', import.meta.url));
    const pipeline = new Pipeline();
    const results = map(same, pipeline.queue({ from: [1, 2, 3] }));
    const running = pipeline.run({ [kind]: 2 });
    running.catch(() => {});
    setImmediate(() =>
      setImmediate(() =>
        end === 'stop' ? running.stop().catch(() => {}) : running.abort(new Error('enough')),
      ),
    );
    const ended = await running.then(
      ({ nodes }) =>
        nodes[0].out - results.flush().length - nodes.reduce((sum, one) => sum + one.discarded, 0),
      ({ message }) => message,
    );
    check(`${kind}, ${end}: what is missing`, ended, end === 'stop' ? 0 : 'enough');
  }
}
