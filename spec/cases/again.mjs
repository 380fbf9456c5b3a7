import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** What the case was called with: nothing, unless it calls itself. */
export const args = process.argv.slice(2);

/** Runs the case itself again, with arguments; `meanwhile` gets the process, in a group of its own. */
export async function again(given, { meanwhile, flags = [], env = {}, stdin = 'ignore' } = {}) {
  return await called(process.execPath, [...flags, process.argv[1], ...given], { meanwhile, env, stdin });
}

/** Runs a program to its end. One that takes longer than a minute is killed. */
export async function called(file, given, { meanwhile, env = {}, stdin = 'ignore' } = {}) {
  const child = spawn(file, given, {
    detached: meanwhile !== undefined,
    env: { ...process.env, ...env },
    stdio: [stdin, 'pipe', 'pipe'],
  });
  const late = setTimeout(() => child.kill('SIGKILL'), 60_000);
  const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal })));
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  await meanwhile?.(child);
  const [{ code, signal }, [stdout, stderr]] = await Promise.all([ended, output]);
  clearTimeout(late);
  return { code, signal, stdout: stdout.trim(), stderr: stderr.trim() };
}
