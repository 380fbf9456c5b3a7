import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Reply, Request } from './child.js';

type Ran = Extract<Reply, { kind: 'run' }>;
type Watched = Extract<Reply, { kind: 'watched' }>;

/** A side at work in a process of its own, seen from outside. */
export class Contestant {
  readonly #child: ChildProcess;
  readonly #name: string;
  /** Bytes that its process had when everything was loaded, and nothing done yet. */
  idleRss = 0;

  private constructor(child: ChildProcess, name: string) {
    this.#child = child;
    this.#name = name;
  }

  static async start(question: string, index: number, name: string): Promise<Contestant> {
    const args = [question, String(index)];
    const child = fork(new URL('./child.js', import.meta.url), args, { execArgv: ['--expose-gc'] });
    const contestant = new Contestant(child, `${question}, ${name}`);
    const ready = await contestant.#reply();
    if (ready.kind === 'ready') contestant.idleRss = ready.rss;
    return contestant;
  }

  async run(size: number): Promise<Ran> {
    return (await this.#ask({ size, isWatched: false })) as Ran;
  }

  /** Runs once more, and tells the longest time, in milliseconds, that its event loop was held. */
  async watch(size: number): Promise<number> {
    return ((await this.#ask({ size, isWatched: true })) as Watched).held;
  }

  async end(): Promise<void> {
    const exit = once(this.#child, 'exit');
    this.#child.disconnect();
    await exit;
  }

  #ask(request: Request): Promise<Reply> {
    const reply = this.#reply();
    this.#child.send(request);
    return reply;
  }

  async #reply(): Promise<Reply> {
    const over = new AbortController();
    const reply = once(this.#child, 'message', over) as Promise<[Reply]>;
    const exit = once(this.#child, 'exit', over).then(([code]): never => {
      throw new Error(`${this.#name}: its process ended with code ${code}`);
    });
    try {
      const [message] = await Promise.race([reply, exit]);
      if (message.kind === 'failed') throw new Error(`${this.#name}: ${message.error}`);
      return message;
    } finally {
      over.abort();
      await Promise.allSettled([reply, exit]);
    }
  }
}
