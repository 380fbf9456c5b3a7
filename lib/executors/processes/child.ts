import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { systemClock } from '../../clock.js';
import { workerEnded } from '../../errors/workers.js';
import { Calls } from '../calls.js';
import type { Death } from '../executor.js';
import { inheritedFlags } from '../inherited-flags.js';
import { passedOn } from '../last-words.js';
import { open } from '../values/seal.js';
import { passOn } from './relay.js';
import { isLetter, type Asked, type Letter, type Told } from '../words.js';

/** Milliseconds that a process has to end by itself, before it is killed. */
const GRACE = 300;
/** What V8 writes before it gives up. */
const OUT_OF_MEMORY = 'JavaScript heap out of memory';

/**
 * A child process that answers calls. In a group of its own: what is sent to the program's (Ctrl-C in a terminal)
 * is the program's to answer, and does not end what it may want to work off.
 */
export class Child {
  readonly #process: ChildProcess;
  readonly #gone: (death: Death) => void;
  readonly #over: Promise<void>;
  readonly #calls = new Calls();
  #uncaught: unknown;
  #isOutOfMemory = false;

  /** @param gone called once, when it has ended and all that it printed was passed on; before calls under way reject */
  constructor(file: string, gone: (death: Death) => void) {
    this.#gone = gone;
    const child = (this.#process = fork(file, {
      // The last is its lifeline: it ends with this process, and nothing is ever written to it.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc', 'pipe'],
      serialization: 'advanced', // the default is JSON, which has no bytes
      detached: process.platform !== 'win32', // there it would open a window
      execArgv: inheritedFlags(),
    }));
    this.#over = new Promise((resolve) => {
      const end = (death: Death): void => {
        this.#end(death);
        resolve();
      };
      child.on('error', (error) => {
        if (child.pid === undefined) end({ reason: error }); // it could not be spawned; else the exit tells
      });
      child.once('exit', (code, signal) => {
        // What it has answered may still be in the channel.
        const heard = child.connected ? once(child, 'disconnect') : undefined;
        void passedOn([child.stdout!, child.stderr!], heard).then(() => end(this.#deathOf(code, signal)));
      });
    });
    this.#connect();
  }

  /** Rejects when the process is gone. */
  call(name: Asked['name'], value?: unknown): Promise<unknown> {
    return this.#calls.make((id) => this.#ask({ id, name, value }));
  }

  /** It keeps this process alive. */
  ref(): void {
    this.#process.ref();
  }

  /** It doesn't. */
  unref(): void {
    this.#process.unref();
  }

  /** Ends it: it may run its exit handlers, if it isn't busy. Resolves when it is gone. */
  async end(): Promise<void> {
    this.ref();
    if (this.#process.connected) this.#process.disconnect();
    const callOff = systemClock.after(GRACE, () => this.#process.kill('SIGKILL'));
    await this.#over;
    callOff();
  }

  #connect(): void {
    const { stdout, stderr, channel, stdio } = this.#process;
    if (stdout === null || stderr === null || stdout === undefined) return; // it could not be spawned
    passOn(stdout, process.stdout);
    passOn(stderr, process.stderr);
    stderr.on('data', (text: Buffer) => (this.#isOutOfMemory ||= text.includes(OUT_OF_MEMORY)));
    channel?.unref();
    for (const stream of stdio) {
      stream?.on('error', () => {}); // its end is told by the process
      (stream as { unref?(): void } | null)?.unref?.();
    }
    this.#process.on('message', (message) => {
      if (isLetter<Told>(message)) this.#hear(message.skorche);
    });
  }

  #hear(told: Told): void {
    if ('answer' in told) {
      this.#calls.answered(told.answer, told.value);
    } else if ('uncaught' in told) {
      open(told);
      this.#uncaught = told.uncaught;
    } else if (process.listenerCount(told.signal) === 0) {
      // A program that handles a signal decides what comes of it. One that doesn't, and lives, was not sent it.
      this.#ask({ id: 0, name: 'raise', value: told.signal });
    }
  }

  #ask(asked: Asked): void {
    if (this.#process.connected) this.#process.send({ skorche: asked } satisfies Letter<Asked>, () => {}); // its end is told once, for all
  }

  #deathOf(code: number | null, signal: NodeJS.Signals | null): Death {
    if (signal !== null) return { reason: workerEnded('process', signal, this.#isOutOfMemory), signal };
    const uncaught = code === 0 ? undefined : this.#uncaught;
    return { reason: uncaught ?? workerEnded('process', code!), code: code! };
  }

  #end(death: Death): void {
    this.#gone(death);
    this.#calls.fail(death);
  }
}
