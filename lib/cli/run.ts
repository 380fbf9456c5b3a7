import { extname } from 'node:path';
import type { Pipeline } from '../pipeline.js';
import { CallError } from './call-error.js';
import { numberOf, type Command } from './command.js';
import { onInterrupt } from './interrupt.js';
import { load } from './load.js';
import { reportTable } from './table.js';
import { watch } from './watch.js';

/** Runs a pipeline, shows how far it is, and tells how it went. Rejects when the run does. */
export async function run({ module, options }: Command): Promise<number> {
  const { svg } = options;
  const every = numberOf('every', options['every'], false);
  const sizes = {
    threads: numberOf('threads', options['threads']),
    processes: numberOf('processes', options['processes']),
  };
  if (typeof svg === 'string' && extname(svg) !== '.svg')
    throw new CallError(`--svg: expected a file that ends in .svg, got "${svg}"`);
  const pipeline = await load(module);
  process.exitCode = 1; // for a run that nothing can wake up any more: the process just ends
  await toItsEnd(pipeline, given(sizes), every, svg as string | undefined);
  return 0;
}

async function toItsEnd(
  pipeline: Pipeline,
  sizes: { readonly threads?: number; readonly processes?: number },
  every: number | undefined,
  svg: string | undefined,
): Promise<void> {
  const { graph } = pipeline;
  const running = pipeline.run(sizes);
  const isRefused = running.snapshot().nodes.length === 0; // it was declared wrongly, and rejects
  const endInterrupts = onInterrupt(running);
  const endWatch = isRefused ? () => {} : watch(running, graph, every);
  try {
    const report = await running.finally(endWatch);
    if (svg !== undefined) await pipeline.render(svg, { snapshot: report });
    process.stdout.write(reportTable(report, graph));
  } catch (error) {
    const snapshot = running.snapshot();
    if (!isRefused) {
      if (svg !== undefined) await pipeline.render(svg, { snapshot });
      process.stdout.write(reportTable(snapshot, graph));
    }
    throw error;
  } finally {
    endInterrupts();
  }
}

function given<T extends object>(options: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}
