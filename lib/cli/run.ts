import { extname } from 'node:path';
import { reasonOf } from '../errors.js';
import { printable } from '../preview.js';
import type { Pipeline } from '../pipeline.js';
import type { Report, Snapshot } from '../run/report.js';
import { CallError } from './call-error.js';
import { numberOf, type Command } from './command.js';
import { onInterrupt } from './interrupt.js';
import { load } from './load.js';
import { print } from './print.js';
import { reportTable } from './table.js';
import { showRun, type ProgressOptions } from '../progress/show.js';

/** Runs a pipeline, shows how far it is, and tells how it went. Rejects when the run does. */
export async function run({ module, options }: Command): Promise<number> {
  const { svg } = options;
  const interval = numberOf('interval', options['interval']);
  const sizes = {
    threads: numberOf('threads', options['threads']),
    processes: numberOf('processes', options['processes']),
  };
  if (typeof svg === 'string' && extname(svg) !== '.svg')
    throw new CallError(`--svg: expected a file that ends in .svg, got "${svg}"`);
  const pipeline = await load(module);
  await toItsEnd(pipeline, given(sizes), given({ interval }), svg as string | undefined);
  return 0;
}

async function toItsEnd(
  pipeline: Pipeline,
  sizes: { readonly threads?: number; readonly processes?: number },
  progress: ProgressOptions,
  svg: string | undefined,
): Promise<void> {
  const { graph } = pipeline;
  const running = pipeline.run(sizes);
  const isRefused = running.snapshot().nodes.length === 0; // it was declared wrongly, and rejects
  const endInterrupts = onInterrupt(running);
  const endProgress = isRefused ? () => {} : showRun(running, pipeline, progress, false);
  const show = async (state: Report | Snapshot): Promise<void> => {
    await print(reportTable(state, graph)); // first: it must not be lost for a picture
    if (svg !== undefined) await pipeline.render(svg, { snapshot: state });
  };
  try {
    await show(await running.finally(endProgress));
  } catch (error) {
    const isOver = await running.then(
      () => true,
      () => false,
    );
    if (!isOver && !isRefused) await show(running.snapshot()).catch(tellOfPicture);
    throw error;
  } finally {
    endInterrupts();
  }
}

/** A run's own error is the one to end with. */
function tellOfPicture(error: unknown): void {
  process.stderr.write(`skorche: --svg: ${printable(reasonOf(error))}\n`);
}

function given<T extends object>(options: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}
