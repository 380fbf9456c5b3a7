import { parseArgs, type ParseArgsConfig } from 'node:util';
import { CallError } from './call-error.js';

export const USAGE = `Usage:
  skorche run MODULE [--threads N] [--processes N] [--svg FILE] [--interval MS]
  skorche render MODULE [-o FILE] [--queues ends|named|all] [--direction LR|TB|RL|BT]
  skorche check MODULE

MODULE is a file whose default export is a Pipeline, or a function that returns one or a promise of one.

  run      runs the pipeline and prints its report. Ctrl-C ends its sources and finishes what is
           in; Ctrl-C again aborts.
  render   draws the pipeline, in the form that the extension of FILE says (.svg, .dot, .gv, .mmd,
           .json), or prints it in DOT. Nothing runs.
  check    tells what will go wrong when the pipeline is run. Nothing runs.

Options:
  --threads N, --processes N   most workers of a kind
  --svg FILE                   leave a picture of the load when the run has ended
  --interval MS                milliseconds between two looks at the run; 3000 by default, 100 on a terminal
  -o, --output FILE            where the picture goes
  --queues WHICH               queues that are nodes: the ends only (the default), named ones too, all
  --direction WAY              left to right (LR, the default), top to bottom, or the reverse
  --debug                      errors with their stack traces
  -h, --help                   this text
  -v, --version                the version

Exit codes: 0; 1 when the run failed, or check found an error; 2 when the call was wrong.
`;

const SHARED = { debug: { type: 'boolean' } } as const;

const OPTIONS = {
  run: {
    ...SHARED,
    threads: { type: 'string' },
    processes: { type: 'string' },
    svg: { type: 'string' },
    interval: { type: 'string' },
  },
  render: {
    ...SHARED,
    output: { type: 'string', short: 'o' },
    queues: { type: 'string' },
    direction: { type: 'string' },
  },
  check: SHARED,
} as const satisfies Record<string, ParseArgsConfig['options']>;

/** What was called for. */
export interface Command {
  readonly verb: keyof typeof OPTIONS;
  readonly module: string;
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

/** @throws {@link CallError} for what the usage doesn't have */
export function commandOf(args: readonly string[]): Command {
  const [verb, ...rest] = args;
  if (verb === undefined) throw new CallError('expected a command: run, render or check');
  if (!isVerb(verb)) throw new CallError(`there is no command "${verb}". There are run, render and check`);
  const { values, positionals } = parsed(rest, OPTIONS[verb]);
  const [module] = positionals;
  if (module === undefined || positionals.length > 1)
    throw new CallError(`${verb}: expected one MODULE, got ${positionals.length}`);
  return { verb, module, options: values };
}

function isVerb(word: string): word is keyof typeof OPTIONS {
  return Object.hasOwn(OPTIONS, word);
}

function parsed(
  args: string[],
  options: NonNullable<ParseArgsConfig['options']>,
): { readonly values: Command['options']; readonly positionals: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return { values: values as Command['options'], positionals };
  } catch (error) {
    throw new CallError((error as Error).message, { cause: error });
  }
}

/** An option that is a whole number from 1 and up. @throws {@link CallError} */
export function numberOf(name: string, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (number > 0 && Number.isInteger(number)) return number;
  throw new CallError(`--${name}: expected a whole number from 1 and up, got "${String(value)}"`);
}
