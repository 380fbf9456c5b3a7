import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
export const FIXTURES = fileURLToPath(new URL('../fixtures/cli/', import.meta.url));

/** How a call of the command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A call of the command as it was built, among its fixtures. */
export class Call {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  #stdout = '';
  #stderr = '';

  constructor(...args: string[]) {
    this.child = spawn(process.execPath, [MAIN, ...args], { cwd: FIXTURES, timeout: 30_000 });
    this.child.stdout!.on('data', (chunk: Buffer) => void (this.#stdout += chunk));
    this.child.stderr!.on('data', (chunk: Buffer) => void (this.#stderr += chunk));
    this.ended = once(this.child, 'close').then(([code]) => ({
      code: code as number | null,
      stdout: this.#stdout,
      stderr: this.#stderr,
    }));
  }

  /** Resolves when the command has printed `text`. */
  async printed(text: string): Promise<void> {
    while (!(this.#stdout + this.#stderr).includes(text)) {
      await Promise.race([
        once(this.child.stdout!, 'data'),
        once(this.child.stderr!, 'data'),
        this.#early(text),
      ]);
    }
  }

  async #early(text: string): Promise<never> {
    const { stdout, stderr } = await this.ended;
    throw new Error(`ended without printing "${text}":\n${stdout}\n${stderr}`);
  }
}

export function call(...args: string[]): Promise<Ended> {
  return new Call(...args).ended;
}
