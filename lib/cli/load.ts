import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { reasonOf } from '../errors.js';
import { adviceOn } from '../executors/module.js';
import type { Pipeline } from '../pipeline.js';
import { CallError } from './call-error.js';

/** The pipeline that a module exports by default, or that the function it exports returns. */
export async function load(module: string): Promise<Pipeline> {
  const file = resolve(module);
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw new CallError(`${module}: there is no such file`);
  const { default: exported } = await imported(module, file);
  const pipeline = typeof exported === 'function' ? await made(module, exported) : exported;
  if (isPipeline(pipeline)) return pipeline;
  throw new CallError(
    `${module}: expected its default export to be a Pipeline, or a function that returns one, got ${kindOf(exported, pipeline)}. With the functions of the default pipeline, export the \`pipeline\` of one of its queues.`,
  );
}

async function imported(module: string, file: string): Promise<{ readonly default?: unknown }> {
  try {
    return (await import(pathToFileURL(file).href)) as { default?: unknown };
  } catch (cause) {
    throw new CallError(
      `${module}: could not be loaded: ${reasonOf(cause)}${adviceOn(file, Object(cause))}`,
      {
        cause,
      },
    );
  }
}

async function made(module: string, make: Function): Promise<unknown> {
  try {
    return await make();
  } catch (cause) {
    throw new CallError(`${module}: its function failed: ${reasonOf(cause)}`, { cause });
  }
}

/** By what it can do: the module may have a copy of the package of its own. */
function isPipeline(value: unknown): value is Pipeline {
  const { graph, run, toSvg } = Object(value ?? {}) as Partial<Pipeline>;
  return typeof graph === 'object' && typeof run === 'function' && typeof toSvg === 'function';
}

function kindOf(exported: unknown, value: unknown): string {
  const what = value === undefined ? 'nothing' : value === null ? 'null' : `a value of type ${typeof value}`;
  return typeof exported === 'function' ? `a function that returned ${what}` : what;
}
