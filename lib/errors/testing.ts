import { AssertionError } from 'node:assert';
import { PipelineError } from '../errors.js';

/** Marbles drawn when the test has begun to wait. */
export function drawnLate(name: string): PipelineError {
  return new PipelineError('invalid-argument', `${name}: marbles are drawn before the test's first await`);
}

/** A test waits for ever. */
export function stuck(frame: number, explanation: string): AssertionError {
  const hint =
    'Does something take real time (a timer, a request, a file)? Wrap it in real(), or use later().';
  const message = `at ${frame} ms: the test waits, and nothing can happen any more. ${hint}\n${explanation}`;
  return new AssertionError({ message });
}

/** A test that has not ended after very many steps. One that ends may be as long: nobody can tell. */
export function endless(frame: number, steps: number, explanation: string): AssertionError {
  const most = steps.toLocaleString('en');
  const message = `at ${frame} ms, after ${most} steps: there is no end in sight. If there is one, give the test less to do.\n${explanation}`;
  return new AssertionError({ message });
}

/** Virtual time stands still while a source gives on and on. */
export function tooManyAtOnce(frame: number): AssertionError {
  const message = `at ${frame} ms: a source gives items without end and in no time, or too many for one moment: give it fewer`;
  return new AssertionError({ message });
}

/** Something is expected of a queue whose pipeline was not run. */
export function neverRun(queue: string, pipeline: string): AssertionError {
  const message = `expectObservable: queue "${queue}" is of pipeline "${pipeline}", which was never run. Run it with run({ pipeline }), or declare the queue on the test's own pipeline.`;
  return new AssertionError({ message });
}

/** A test runs its own pipeline, and has declared nothing on it. */
export function nothingDeclared(): PipelineError {
  const message =
    "run: nothing is declared on the test's own pipeline. Run the one that is declared on, with run({ pipeline }).";
  return new PipelineError('invalid-argument', message);
}

/** A task is given a second plan. */
export function plannedTwice(task: string): PipelineError {
  return new PipelineError('invalid-argument', `calls: task "${task}" has a plan already`);
}

/** A plan is for a task that no pipeline has. */
export function unknownTask(task: string, labels: Iterable<string>): PipelineError {
  const names = [...labels].map((label) => `"${label}"`).join(', ') || 'none';
  return new PipelineError('invalid-argument', `calls: there is no task "${task}". Tasks: ${names}.`);
}

/** A worker is to die, of a task that has none. */
export function nobodyToDie(task: string): PipelineError {
  const message = `calls: task "${task}" runs on this thread, and has no worker that could die`;
  return new PipelineError('invalid-argument', message);
}

/** A call has a fate, and was not made. */
export function neverMade(task: string, call: number, calls: number): AssertionError {
  const message = `calls: call ${call} of "${task}" was never made; there were ${calls}`;
  return new AssertionError({ message });
}

/** How a worker dies whose death was planned. */
export function plannedDeath(): Error {
  return new Error('it died, as was planned');
}
