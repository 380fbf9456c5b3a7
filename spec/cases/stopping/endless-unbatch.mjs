// An endless iterable that is being flattened ends with `stop()`.
import { Pipeline, sink, unbatch } from 'skorche';
import { check } from '../verdict.mjs';

const pipeline = new Pipeline();
let isOpen = true;
let count = 0;
function* endless() {
  try {
    for (;;) yield 1;
  } finally {
    isOpen = false;
  }
}
sink(async () => void count++, unbatch(pipeline.queue({ from: [endless()] })));
const running = pipeline.run({ signal: AbortSignal.timeout(5000) });
setTimeout(() => running.stop().catch(() => {}), 50);
const report = await running.catch(({ message }) => message);
check('how it ended', report.stopped ?? report);
check('that items came', count > 0);
check('open', isOpen, false);
