// How long does it take to declare and run a pipeline of 20 nodes that has next to nothing to do?
import * as skorche from 'skorche';
import type { Question } from './harness.js';

const PIPELINES = 200;
const NODES = 20;

export const wiring: Question = {
  title: `${PIPELINES} pipelines of ${NODES} nodes, one item each`,
  items: PIPELINES,
  ours: {
    name: 'skorche',
    run: async () => {
      let sum = 0;
      for (let i = 0; i < PIPELINES; i++) {
        const pipeline = new skorche.Pipeline();
        let queue = pipeline.queue({ from: [i] });
        for (let node = 0; node < NODES; node++) queue = skorche.map((n) => n + 1, queue);
        queue.subscribe((n) => (sum += n));
        await pipeline.run();
      }
      return sum;
    },
  },
  theirs: [],
  bar: 'below 5000 µs a pipeline',
};
