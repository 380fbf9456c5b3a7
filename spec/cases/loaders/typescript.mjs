// Node alone runs TypeScript that is erasable, from 22.18 on: the program, in workers and for the command.
import { called } from '../again.mjs';
import { command } from '../command.mjs';
import { isFrom, programOn } from '../typescript.mjs';
import { check } from '../verdict.mjs';

const works = async (...args) => (await called(process.execPath, args)).stdout.startsWith('42');
const isAlone = isFrom([22, 18, 0], [24, 0, 0]);
for (const kind of ['threads', 'processes']) {
  const program = programOn(kind, 'erasable');
  check(`${kind}: a program`, await works(program), isAlone);
  check(`${kind}: the command`, await works(command, 'run', program), isAlone);
}
if (isAlone) {
  const { stdout } = await called(process.execPath, [programOn('threads', 'full')]);
  check(`that "${stdout}" says what to do`, stdout.includes('--import'));
} else {
  const { stderr } = await called(process.execPath, [command, 'run', programOn('threads', 'erasable')]);
  check(`that "${stderr}" says what to do`, stderr.includes('--import'));
}
