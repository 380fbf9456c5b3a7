// How long is the event loop held at a time? Of each turn the lesser counts of its time and of the processor time this
// process got meanwhile: what other programs take from a busy machine is not ours.

const MICROSECONDS = 1000;

/** Begins to measure; the function returned ends it, and gives milliseconds. */
export function measureTurns() {
  const held = [];
  let isOver = false;
  let wall = performance.now();
  let cpu = process.cpuUsage();
  const turn = () => {
    const spent = process.cpuUsage(cpu);
    const passed = performance.now() - wall;
    held.push(Math.min(passed, (spent.user + spent.system) / MICROSECONDS));
    wall += passed;
    cpu = process.cpuUsage();
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  return () => {
    isOver = true;
    held.sort((a, b) => a - b);
    return { p99: held[Math.floor(held.length * 0.99)], max: held.at(-1), samples: held.length };
  };
}
