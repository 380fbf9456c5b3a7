import { filter, merge, queue, split, tee, type Queue } from '../../lib/index.js';
import { expectType, type Equal } from './expect-type.js';

interface Circle {
  readonly kind: 'circle';
  readonly radius: number;
}
interface Square {
  readonly kind: 'square';
  readonly side: number;
}
type Shape = Circle | Square;
const shapes = queue<Shape>();
const isCircle = (shape: Shape): shape is Circle => shape.kind === 'circle';

// A type predicate narrows; another one doesn't.
const circles = filter(isCircle, shapes);
expectType<Equal<typeof circles, Queue<Circle>>>();
const large = filter((shape) => shape.kind === 'circle' || shape.side > 2, shapes);
expectType<Equal<typeof large, Queue<Shape>>>();
const defined = filter((value) => value !== undefined, queue<string | undefined>());
expectType<Equal<typeof defined, Queue<string>>>();

const [round, angular] = split(isCircle, shapes);
expectType<Equal<typeof round, Queue<Circle>>>();
expectType<Equal<typeof angular, Queue<Square>>>();
const halves = split((shape) => shape.kind.length > 6, shapes);
expectType<Equal<typeof halves, [Queue<Shape>, Queue<Shape>]>>();

// One queue for each value, in their order.
const thirds = split((n) => n % 3, queue({ from: [1, 2, 3] }), [0, 1, 2]);
expectType<Equal<typeof thirds, [Queue<number>, Queue<number>, Queue<number>]>>();
const kinds = split((shape) => shape.kind, shapes, ['circle', 'square'] as const);
expectType<Equal<typeof kinds, [Queue<Shape>, Queue<Shape>]>>();

// A value that the classifier is known to return must be among them.
const sizeOf = (n: number): 'small' | 'large' | undefined => (n > 9 ? 'large' : n > 0 ? 'small' : undefined);
const numbers = queue({ from: [1, 2, 3] });
const sizes = split(sizeOf, numbers, ['large', 'small', undefined]);
expectType<Equal<typeof sizes, [Queue<number>, Queue<number>, Queue<number>]>>();
// @ts-expect-error -- undefined is missing
split(sizeOf, numbers, ['small', 'large']);
// @ts-expect-error -- squares are missing
split((shape) => shape.kind, shapes, ['circle']);
// @ts-expect-error -- 'odd' is missing
split((n) => (n % 2 === 0 ? 'even' : 'odd'), numbers, ['even']);
// @ts-expect-error -- false is missing
split((n) => n > 1, numbers, [true]);
// @ts-expect-error -- 2 is missing
split((n): 0 | 1 | 2 => (n > 1 ? 2 : 1), numbers, [0, 1], { names: ['none', 'one'] });
split((n) => (n % 2 === 0 ? 'even' : 'odd'), numbers, ['even', 'odd', 'neither']);
// Of those that it may return without end, any will do.
split((n) => `${n}`, numbers, ['1', '2']);
split((n): `size-${string}` => `size-${n}`, numbers, ['size-1']);
split((n) => (n > 1 ? n : null), numbers, [2, 3, null]);
// @ts-expect-error -- null is missing
split((n) => (n > 1 ? n : null), numbers, [2, 3]);
split((n) => JSON.parse(`${n}`), numbers, [1]);
split((n): unknown => n, numbers, [1]);
split((n) => Symbol.for(`${n}`), numbers, [Symbol.for('1')]);
split((n) => BigInt(n), numbers, [1n]);
// @ts-expect-error -- 2n is missing
split((n) => (n > 1 ? 2n : 1n), numbers, [1n]);

declare const values: string[];
const many = split((shape) => shape.kind, shapes, values);
expectType<Equal<typeof many, Queue<Shape>[]>>();

filter(
  // @ts-expect-error -- a predicate of numbers on a queue of shapes
  (n: number) => n > 1,
  shapes,
);
split(
  // @ts-expect-error -- the same
  (n: number) => n > 1,
  shapes,
);
filter(
  // @ts-expect-error -- predicates are synchronous
  async (shape) => shape.kind === 'circle',
  shapes,
);
split(
  // @ts-expect-error -- predicates are synchronous
  async (shape) => shape.kind === 'circle',
  shapes,
);
filter(isCircle, shapes, {
  // @ts-expect-error -- circles don't go into a queue of squares
  out: queue<Square>(),
});
split(isCircle, shapes, { out: [queue<Circle>(), queue<Square>()] });
split(isCircle, shapes, {
  // @ts-expect-error -- squares don't go into a queue of circles
  out: [queue<Circle>(), queue<Circle>()],
});

// As many queues as asked for.
const pair = tee(shapes, 2);
expectType<Equal<typeof pair, [Queue<Shape>, Queue<Shape>]>>();
const single = tee(shapes, 1);
expectType<Equal<typeof single, [Queue<Shape>]>>();
declare const n: number;
const some = tee(shapes, n);
expectType<Equal<typeof some, Queue<Shape>[]>>();
tee(shapes, 2, {
  // @ts-expect-error -- one queue for two
  out: [queue<Shape>()],
});
tee(shapes, 2, { names: ['one', 'two'] });
tee(shapes, n, { names: ['one', 'two'] });
// @ts-expect-error -- one name for two
tee(shapes, 2, { names: ['one'] });
split(isCircle, shapes, { names: ['circles', 'squares'] });
// @ts-expect-error -- three names for two
split(isCircle, shapes, { names: ['circles', 'squares', 'rest'] });
split((shape) => shape.kind, shapes, ['circle', 'square'], { names: ['circles', 'squares'] });
// @ts-expect-error -- one name for two
split((shape) => shape.kind, shapes, ['circle', 'square'], { names: ['circles'] });
// @ts-expect-error -- how many?
tee(shapes);

// Any of the types that go in come out.
const merged = merge([circles, queue<string>(), queue<Date>()]);
expectType<Equal<typeof merged, Queue<Circle | string | Date>>>();
const alike = merge([circles, round]);
expectType<Equal<typeof alike, Queue<Circle>>>();
declare const queues: Queue<number>[];
const all = merge(queues, { name: 'all' });
expectType<Equal<typeof all, Queue<number>>>();
merge([circles, angular], { out: queue<Shape>() });
merge([circles, angular], {
  // @ts-expect-error -- squares don't go into a queue of circles
  out: queue<Circle>(),
});
// @ts-expect-error -- a list of queues
merge(circles);

// Generic functions route what they don't know.
export function halve<T>(from: Queue<T>, isFirst: (item: T) => boolean): Queue<T> {
  const [first, second] = split(isFirst, from);
  return merge([filter(isFirst, first), second]);
}
export function only<T, S extends T>(from: Queue<T>, is: (item: T) => item is S): Queue<S> {
  return filter(is, from);
}
