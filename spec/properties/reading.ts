import * as fc from 'fast-check';

const kinds = ['collect', 'toArray', 'subscribe', 'iterate', 'iterate slowly'] as const;

export interface ReaderRecipe {
  readonly kind: (typeof kinds)[number];
  /** After how many items it leaves, if it does. */
  readonly leaves: number;
  /** Turns of the event loop after `run()` at which it comes, perhaps when all is over; until then, the output collects. */
  readonly late: number;
}

/** Who reads an output. */
export interface Reading extends ReaderRecipe {
  /** Another one, that sees the same. */
  readonly second: ReaderRecipe | undefined;
}

type Kinds = fc.Arbitrary<ReaderRecipe['kind']>;

const never = fc.constant(Infinity);
const perhaps = fc.oneof(fc.integer({ min: 1, max: 9 }), never);
const onTime: fc.Arbitrary<number> = fc.constant(0);
const none = fc.constant(undefined);
const some = fc.constantFrom(...kinds);
const leavers = fc.constantFrom('subscribe' as const, 'iterate' as const, 'iterate slowly' as const);
const streaming = fc.constantFrom(
  'toArray' as const,
  'subscribe' as const,
  'iterate' as const,
  'iterate slowly' as const,
);
const lateOnes = fc.constantFrom('toArray' as const, 'iterate' as const, 'iterate slowly' as const);
const lateLeavers = fc.constantFrom('iterate' as const, 'iterate slowly' as const);
const late = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 60 }));

function readers(kind: Kinds, leaves: fc.Arbitrary<number>, comes = onTime): fc.Arbitrary<ReaderRecipe> {
  return fc.record({ kind, leaves, late: comes });
}

function readings(first: fc.Arbitrary<ReaderRecipe>, second: fc.Arbitrary<ReaderRecipe | undefined> = none) {
  return fc.tuple(first, second).map(([one, other]): Reading => ({ ...one, second: other }));
}

/** What has all kept, also for those who come late. */
const keeper = readers(fc.constant('toArray'), never);

/** Readers that stay to the end. */
export const stays: fc.Arbitrary<Reading> = fc.oneof(
  { arbitrary: readings(readers(some, never)), weight: 3 },
  readings(readers(lateOnes, never, late)),
  readings(readers(streaming, never), readers(streaming, never)),
  readings(keeper, readers(lateOnes, never, late)),
);

/** Readers of which some leave before. */
export const leaves: fc.Arbitrary<Reading> = fc.oneof(
  { arbitrary: readings(readers(leavers, perhaps)), weight: 3 },
  readings(readers(lateLeavers, perhaps, late)),
  readings(readers(leavers, perhaps), readers(leavers, perhaps)),
  readings(keeper, readers(lateLeavers, perhaps, late)),
);
