// A worker that can't be started for want of files, at the start or as a replacement, is `worker-start-failed`, or is lived with.
// Reported as rvagg/node-worker-farm#82 and OptimalBits/bull#1526.
import { closeSync, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Pipeline, processes, sink, threads } from 'skorche';
import { args, called } from '../again.mjs';
import { check } from '../verdict.mjs';

/** Opens files until there are no more to be had, but three. */
function exhaustFiles() {
  const files = [];
  try {
    for (;;) files.push(openSync('/dev/null'));
  } catch {
    for (const file of files.slice(-3)) closeSync(file);
  }
}

if (args.length > 0) {
  const [kind, when] = args;
  const tasks = (name) => ({ threads, processes })[kind](new URL(`../modules/${name}.mjs`, import.meta.url));
  const before = new Pipeline();
  sink(tasks('plain').same, before.queue({ from: [1] }));
  await before.run({ [kind]: 1 }); // everything that it needs is loaded
  const pipeline = new Pipeline();
  const inputs = pipeline.queue();
  if (when === 'start') exhaustFiles();
  sink(when === 'start' ? tasks('plain').same : tasks('ends').exit, inputs, { onError: 'skip' });
  const running = pipeline.run({ [kind]: 2 });
  running.catch(() => {});
  if (when !== 'start') {
    await pause(1500);
    exhaustFiles();
  }
  inputs.next(1);
  inputs.close();
  await running.then(
    () => console.log('resolved'),
    ({ code }) => console.log(code),
  );
  process.exit();
}
for (const kind of ['threads', 'processes']) {
  for (const when of ['start', 'replacement']) {
    const command = `ulimit -n 120; exec "$0" "$@"`;
    const { code, stdout } = await called('sh', [
      '-c',
      command,
      process.execPath,
      process.argv[1],
      kind,
      when,
    ]);
    check(`${kind}, ${when}: exit code`, code, 0);
    check(`${kind}, ${when}: "${stdout}" is an end`, /^(?:resolved|worker-\w+(?:-failed)?)$/.test(stdout));
  }
}
