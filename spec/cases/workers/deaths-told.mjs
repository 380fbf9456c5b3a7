// How a worker ended is told: exit code, signal or memory in the error, and the deaths in the report.
import { Pipeline, processes, sink, threads } from 'skorche';
import { check } from '../verdict.mjs';

const DEATHS = [
  ['threads', 'exit', /exit code 0/],
  ['threads', 'exitWith7', /exit code 7/],
  ['threads', 'exhaust', /memory/],
  ['processes', 'exit', /exit code 0/],
  ['processes', 'exitWith7', /exit code 7/],
  ['processes', 'kill', /SIGKILL/],
];

for (const [kind, name, why] of DEATHS) {
  const options = kind === 'threads' ? { resourceLimits: { maxOldGenerationSizeMb: 64 } } : {};
  const tasks = { threads, processes }[kind](new URL('../modules/ends.mjs', import.meta.url), options);
  const pipeline = new Pipeline();
  const problems = pipeline.queue();
  sink(tasks[name], pipeline.queue({ from: [1] }), { onError: problems });
  const { workers = [] } = await pipeline.run({ [kind]: 1 });
  const [{ error }] = problems.flush();
  check(`${kind}, ${name}: the code`, error.code, 'worker-died');
  check(`${kind}, ${name}: "${error.message}" tells how`, why.test(error.message));
  const report = workers.find((one) => one.kind === kind);
  check(`${kind}, ${name}: deaths that the report counts`, report?.died, 2);
  check(`${kind}, ${name}: their causes are told`, why.test(report?.deaths[0]?.cause));
}
