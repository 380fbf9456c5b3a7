// The command fails when what it writes can't be written.
import { called } from '../again.mjs';
import { command } from '../command.mjs';
import { written } from '../folder.mjs';
import { check } from '../verdict.mjs';

const file = written(
  'pipeline.mjs',
  `import { map, Pipeline } from 'skorche';
const pipeline = new Pipeline();
map((n) => n, pipeline.queue({ from: [1] }));
export default pipeline;`,
);
for (const verb of ['render', 'run', 'check']) {
  const { code, stderr } = await called('sh', [
    '-c',
    '"$@" > /dev/full',
    'sh',
    process.execPath,
    command,
    verb,
    file,
  ]);
  check(`${verb}: exit code`, code, 1);
  check(
    `${verb}: "${stderr}" says why, in a line`,
    /^skorche: .*ENOSPC.*$/m.test(stderr) && !stderr.includes('    at '),
  );
}
