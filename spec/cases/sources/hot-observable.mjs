// A hot Observable is subscribed to when `run()` is called: what it emits right after that is not lost.
import { Subject } from 'rxjs';
import { map, Pipeline } from 'skorche';
import { check } from '../verdict.mjs';

const clicks = new Subject();
const pipeline = new Pipeline();
const seen = map((click) => click, pipeline.queue({ from: clicks }));
clicks.next('before the run');
const running = pipeline.run();
clicks.next('at once');
await Promise.resolve();
clicks.next('a moment later');
setTimeout(() => {
  clicks.next('later');
  clicks.complete();
}, 10);
const { nodes } = await running;
check('what was seen', seen.flush(), ['at once', 'a moment later', 'later']);
check('what was counted', nodes[0].in, 3);
