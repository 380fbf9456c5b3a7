import type { RenderOptions } from '../render/options.js';
import type { Command } from './command.js';
import { load } from './load.js';
import { print } from './print.js';

/** Draws a pipeline into a file, or prints it in DOT. */
export async function render({ module, options }: Command): Promise<number> {
  const { output, queues, direction } = options;
  const how = {
    ...(queues !== undefined && { queues }),
    ...(direction !== undefined && { direction }),
  } as RenderOptions;
  const pipeline = await load(module);
  if (typeof output === 'string') await pipeline.render(output, how);
  else await print(pipeline.toDot(how));
  return 0;
}
