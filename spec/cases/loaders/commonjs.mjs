// CommonJS programs require the package, and CommonJS worker modules are called here as they are there.
import { pathToFileURL } from 'node:url';
import { map, Pipeline, processes, threads } from 'skorche';
import { called } from '../again.mjs';
import { written } from '../folder.mjs';
import { check } from '../verdict.mjs';

const program = written(
  'program.cjs',
  `const { map, queue, run } = require('skorche');
const results = map((n) => n * 2, queue({ from: [1] }));
run().then(() => console.log(...results.flush()));`,
);
check('a program', (await called(process.execPath, [program])).stdout, '2');

const api = written('api.cjs', `for (const name of ['twice']) exports[name] = (n) => n * 2;`);
for (const [kind, from] of Object.entries({ threads, processes })) {
  const tasks = from(pathToFileURL(api));
  const outcomes = async (name) => {
    const pipeline = new Pipeline();
    const results = map(tasks[name], pipeline.queue({ from: [1] }));
    const there = await pipeline.run({ [kind]: 1 }).then(
      () => results.flush()[0],
      ({ code }) => code,
    );
    return [there, await tasks[name](1).catch(({ code }) => code)];
  };
  check(`${kind}: there and here`, await outcomes('twice'), [2, 2]);
  check(`${kind}: what nobody exports`, await outcomes('valueOf'), ['no-such-export', 'no-such-export']);
}
