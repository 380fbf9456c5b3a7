import * as fc from 'fast-check';

/** What a queue reads from, or how it is fed. */
const kinds = [
  'array',
  'generator',
  'async generator',
  'object stream',
  'byte stream',
  'web stream',
  'web byte stream',
  'readline',
  'readLines',
  'promise',
  'promise of a generator',
  'observable',
  'subject',
  'pipeline',
  'put',
  'puts',
  'next',
] as const;

export interface SourceRecipe {
  readonly kind: (typeof kinds)[number];
  readonly length: number;
  readonly capacity: number | undefined;
  /** Turns of the event loop that what begins by itself comes after `run()`; another pipeline may begin before. */
  readonly lag: number;
}

export const sources: fc.Arbitrary<SourceRecipe> = fc.record({
  kind: fc.constantFrom(...kinds),
  length: fc.oneof(
    { arbitrary: fc.integer({ min: 0, max: 12 }), weight: 4 },
    { arbitrary: fc.integer({ min: 60, max: 150 }), weight: 1 },
  ),
  capacity: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  lag: fc.nat({ max: 3 }),
});

/** Numbers in a chunk of bytes. */
export const IN_A_CHUNK = 3;

/** How many calls of a task it takes until there are numbers. */
export function callsFor({ kind, length }: SourceRecipe): number {
  switch (kind) {
    case 'readline':
    case 'readLines':
      return length;
    case 'byte stream':
    case 'web byte stream':
      return Math.ceil(length / IN_A_CHUNK);
    case 'promise of a generator':
      return 1;
    default:
      return 0;
  }
}
