// What is done on threads that are killed. A recipe, as JSON, is the name of the export that does it.

const { getEnvironmentData, threadId } = require('node:worker_threads');

const FAULT = new Error('at fault');

/** Shared by all threads: see book.ts. */
const { calls, at, plan, spared } = getEnvironmentData('skorche.killing') ?? {};

function nextTurn() {
  return new Promise((resolve) => setImmediate(resolve));
}

function add(item, addend) {
  return typeof item === 'number' ? item + addend : item.map((inner) => add(inner, addend));
}

function firstOf(item) {
  return [item].flat(Infinity)[0] ?? 0;
}

/** As `failuresOf` counts them for the interpreter. */
function failuresOf(item, { every, times, retries }) {
  if (firstOf(item) % every !== 0) return 0;
  return Math.min(times, typeof item === 'number' ? retries + 1 : retries);
}

/** Ends the thread at the calls that are planned for it, unless this item has ended one already. */
function mayDie(item, addend) {
  const call = Atomics.add(calls, 0, 1);
  if (!plan.includes(call)) return;
  if (Atomics.exchange(spared, (firstOf(item) * 10 + addend) % spared.length, 1) === 0) process.exit(1);
}

function taskFrom({ add: addend, pace, fault }) {
  return (item, context) => {
    mayDie(item, addend);
    if (fault && context.attempt <= failuresOf(item, fault)) throw FAULT;
    const isSync = pace === 'sync' || (pace === 'uneven' && firstOf(item) % 2 === 0);
    return isSync ? add(item, addend) : nextTurn().then(() => add(item, addend));
  };
}

/** Takes 0.2 to 1 ms, waits now and then, and says which thread is at it, and how often it was called. */
function work(item) {
  Atomics.store(at, threadId % at.length, item + 1);
  Atomics.add(calls, item, 1);
  const end = performance.now() + 0.2 + (item % 5) * 0.2;
  while (performance.now() < end);
  return item % 3 === 0 ? nextTurn().then(() => told(item)) : told(item);
}

/** The thread is at it until the result is on its way: it may be ended in between. */
function told(item) {
  setImmediate(() => Atomics.compareExchange(at, threadId % at.length, item + 1, 0));
  return item;
}

/**
 * Ends its process, or its thread, whenever it is called with 7 more than a multiple of 50, while others are at work
 * there. Takes longer than a packet is meant to: each has one item.
 */
async function poison(item) {
  if (calls) Atomics.add(calls, item, 1);
  await new Promise((resolve) => setTimeout(resolve, 6 + (item % 3)));
  if (item % 50 === 7) process.exit(1);
  await new Promise((resolve) => setTimeout(resolve, 6));
  return item;
}

/** Hangs on 7. */
function hang(item) {
  if (item === 7) for (;;);
  const end = performance.now() + 0.3;
  while (performance.now() < end);
  return item;
}

function fail(item) {
  throw new Error(`no ${item}`);
}

function same(item) {
  return item;
}

const named = { work, poison, hang, fail, same, pid: (item) => ({ item, pid: process.pid }) };

module.exports = new Proxy(named, {
  get: (_target, name) => (String(name).startsWith('{') ? taskFrom(JSON.parse(name)) : named[name]),
});
