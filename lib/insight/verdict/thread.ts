import { advice } from './advice.js';
import { nameOf, percent, type RunLoad } from '../load.js';
import { around, limits } from './phrases.js';
import type { Verdict } from '../snapshot.js';

/** Who takes this thread's time, and what to say of it. */
interface User {
  readonly took: number;
  verdict(share: string, busy: string): Verdict;
}

/** This thread has no time left: what takes most of it limits the run. */
export function ofThread(run: RunLoad): Verdict {
  const users = [...nodesOf(run), ...subscribersOf(run)];
  const metered = users.reduce((sum, { took }) => sum + took, 0);
  const [most] = [...users, elsewhere(run.thread - metered)].toSorted((a, b) => b.took - a.took);
  const busy = percent(Math.min(1, run.thread / run.elapsed));
  return most!.verdict(percent(Math.min(1, most!.took / run.elapsed)), busy);
}

function nodesOf(run: RunLoad): User[] {
  return run.nodes.map((node) => ({
    took: node.times.own,
    verdict: (share, busy) => {
      const name = nameOf(node);
      const first =
        node.times.own >= run.elapsed / 2
          ? `${name}, which takes ${share} of this thread (${busy} busy)`
          : `this thread, ${busy} busy; ${name} takes the largest share of it, ${share}`;
      return limits(node, [first, ...around(node, run), advice(node, run)]);
    },
  }));
}

function subscribersOf({ queues }: RunLoad): User[] {
  return queues.map(({ report, shown }) => ({
    took: shown,
    verdict: (share, busy) => ({
      bottleneck: report.id,
      sentence: `bottleneck: what subscribes to queue "${report.name}", which takes ${share} of this thread (${busy} busy); a task could do that work on other threads, with threads()`,
    }),
  }));
}

/** What no meter sees. */
function elsewhere(took: number): User {
  const who =
    'what is in no meter: the engine, RxJS, garbage collection, what functions do after an `await`, or to other work of this program';
  return {
    took,
    verdict: (share, busy) => ({
      sentence: `bottleneck: this thread, ${busy} busy; ${share} of it goes to ${who}`,
    }),
  };
}
