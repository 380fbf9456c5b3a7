import { types } from 'node:util';
import { checkDuration, invalid } from '../arguments.js';
import { neverMade, nobodyToDie, plannedTwice, unknownTask } from '../errors/testing.js';
import type { Inline } from '../executors/inline.js';
import type { Time } from '../executors/packet-work.js';
import type { PipelineGraph, TaskNode } from '../graph/pipeline-graph.js';
import { define } from '../task.js';

/**
 * What becomes of a call: it fails with an error; its worker dies; it never settles; or it takes so many
 * milliseconds more.
 */
export type CallFate = Error | 'die' | 'hang' | number;

/** A call of a task's function. */
export interface Call<In = any> {
  /** Which call of the task it is, from 1. A call that is made again is another one. */
  readonly number: number;
  /** What it is made with. */
  readonly item: In;
}

/** What becomes of a task's calls: of all of them, of some by their number, or of each as a function says. */
export type Plan<In = any> =
  | CallFate
  | Readonly<Record<number, CallFate>>
  | ((call: Call<In>) => CallFate | undefined | void);

const FATE = "an Error, 'die', 'hang' or a number of milliseconds from 0 and up";

/** The plan of one task, and how far it has come. */
class Script {
  readonly plan: Plan;
  calls = 0;
  isMet = false;

  constructor(plan: Plan) {
    this.plan = plan;
  }

  /** What becomes of the next call, which is with `item`. */
  next(item: unknown): CallFate | undefined {
    const number = ++this.calls;
    if (typeof this.plan === 'function') {
      const fate = this.plan({ number, item }) ?? undefined;
      if (fate !== undefined) checkFate('what the plan returns', fate);
      return fate;
    }
    return isFate(this.plan) ? this.plan : this.plan[number];
  }

  /** Whether it says `fate` anywhere. */
  says(fate: CallFate): boolean {
    return isFate(this.plan) ? this.plan === fate : Object.values(this.plan).includes(fate);
  }

  /** The last call that it has a fate for; the first, where it is for all of them. */
  get last(): number {
    return isFate(this.plan) || typeof this.plan === 'function'
      ? 1
      : Math.max(0, ...Object.keys(this.plan).map(Number));
  }
}

type Fn = (...args: any[]) => unknown;

/** What is to become of the calls of tasks, by the names that the graph has for them. */
export class Plans {
  readonly #scripts = new Map<string, Script>();
  /** By the functions that they were given for: a task may have another name. */
  readonly #ofFunctions = new Map<Fn, Script>();
  readonly #time: Time;

  constructor(time: Time) {
    this.#time = time;
  }

  /** @throws `PipelineError` `invalid-argument` */
  add(task: Fn | string, plan: Plan): void {
    if (typeof task !== 'function' && typeof task !== 'string')
      throw invalid('calls', 'task', "a task, or a task's name", task);
    const name = typeof task === 'string' ? task : (define(task).label ?? task.toString());
    if (this.#scripts.has(name)) {
      throw plannedTwice(name);
    }
    checkPlan(plan);
    const script = new Script(plan);
    this.#scripts.set(name, script);
    if (typeof task === 'function') this.#ofFunctions.set(task, script);
  }

  /** A run of `graph` has begun: its tasks are in their places. @throws `PipelineError` `invalid-argument` */
  begun(graph: PipelineGraph): void {
    const tasks: TaskNode[] = graph.mapNodes((_id, node) => node).filter((node) => node.kind === 'task');
    for (const [name, script] of this.#scripts) {
      const meant = tasks.filter(({ label }) => label === name);
      if (meant.length > 0) script.isMet = true;
      if (!script.isMet) throw unknownTask(name, new Set(tasks.map(({ label }) => label)));
      if (script.says('die') && meant.some(({ place }) => place === 'inline')) throw nobodyToDie(name);
    }
  }

  /** A task's function, with what is to become of its calls; `die` ends the worker that makes them. */
  around(fn: Inline<any, any>, task: string, die?: () => void): Inline<any, any> {
    const script = this.#scripts.get(task) ?? this.#ofFunctions.get(fn);
    if (script === undefined) return fn;
    script.isMet = true;
    return (...args) => {
      const fate = script.next(args[0]);
      if (fate === undefined) return fn(...args);
      if (typeof fate === 'number') {
        return new Promise<void>((resolve) => this.#time.after(fate, resolve)).then(() => fn(...args));
      }
      if (types.isNativeError(fate)) throw fate;
      if (fate === 'die') {
        if (die === undefined) throw nobodyToDie(task);
        die();
      }
      return new Promise(() => {});
    };
  }

  /** @throws AssertionError when a call with a fate was never made */
  check(): void {
    for (const [name, { last, calls }] of this.#scripts) {
      if (calls >= last) continue;
      throw neverMade(name, last, calls);
    }
  }
}

function checkPlan(plan: unknown): void {
  if (typeof plan === 'function') return;
  if (isFate(plan) || typeof plan !== 'object' || plan === null) return checkFate('plan', plan);
  for (const [key, fate] of Object.entries(plan)) {
    if (!/^[1-9]\d*$/.test(key)) throw invalid('calls', 'plan', 'by the numbers of calls, from 1', key);
    checkFate(`plan[${key}]`, fate);
  }
}

function checkFate(name: string, fate: unknown): asserts fate is CallFate {
  if (typeof fate === 'number') checkDuration('calls', name, fate, 0);
  else if (!isFate(fate)) throw invalid('calls', name, FATE, fate);
}

function isFate(plan: unknown): plan is CallFate {
  return typeof plan === 'number' || plan === 'die' || plan === 'hang' || types.isNativeError(plan);
}
