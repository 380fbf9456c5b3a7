// What could steer a terminal is in no word that is meant for one: names, messages, explanations, progress, the command's output.
import { map, Pipeline, task } from 'skorche';
import { Progress } from 'skorche/progress';
import { called } from '../again.mjs';
import { command } from '../command.mjs';
import { written } from '../folder.mjs';
import { check } from '../verdict.mjs';

const NAME = 'bad\x1b[2J\x9b2J\x07\u202E';
const isClean = (text) => !['\x1b', '\x9b', '\x07', '\u202E'].some((character) => text.includes(character));

const pipeline = new Pipeline({ name: NAME });
const inputs = pipeline.queue({ name: NAME, from: [1, 2] });
map(
  task((n) => n, { name: NAME }),
  inputs,
);
const running = pipeline.run();
const progress = new Progress(running, pipeline);
check('progress', isClean(progress.toString()));
const { verdict } = await running;
check('the verdict', isClean(verdict.sentence));
check('explain()', isClean(running.explain()));

const pipelines = {
  works: `task((n) => n, { name: NAME })`,
  fails: `task(() => { throw new Error(NAME); }, { name: NAME })`,
  slow: `task(() => new Promise((r) => setTimeout(r, 400)), { name: NAME })`,
};
for (const [name, work] of Object.entries(pipelines)) {
  const file = written(
    `${name}.mjs`,
    `import { map, Pipeline, task } from 'skorche';
const NAME = ${JSON.stringify(NAME)};
const pipeline = new Pipeline({ name: NAME });
map(${work}, pipeline.queue({ name: NAME, from: [1, 2, 3] }));
export default pipeline;`,
  );
  for (const verb of ['run', 'check']) {
    const options = verb === 'run' ? ['--every', '0.1'] : [];
    const { stdout, stderr } = await called(process.execPath, [command, verb, file, ...options]);
    check(
      `skorche ${verb}, ${name}: "${stderr.slice(0, 60)}"`,
      isClean(stdout) && isClean(stderr) && stdout + stderr !== '',
    );
  }
}
