import { ReadableStream as NodesStream } from 'node:stream/web';
import { of, type Observable, type ObservableInput } from 'rxjs';
import { Pipeline, queue, run, type Queue, type QueueInput, type Report, type Run } from '../../lib/index.js';
import { expectType, type Equal } from './expect-type.js';

// What a queue is read from says what its items are.
const fromArray = queue({ from: ['a', 'b'] });
expectType<Equal<typeof fromArray, Queue<string>>>();

const fromMap = queue({ from: new Map([['a', 1]]) });
expectType<Equal<typeof fromMap, Queue<[string, number]>>>();

const fromGenerator = queue({
  from: (function* () {
    yield 1;
  })(),
});
expectType<Equal<typeof fromGenerator, Queue<number>>>();

const fromAsync = queue({
  from: (async function* () {
    yield new Date();
  })(),
});
expectType<Equal<typeof fromAsync, Queue<Date>>>();

declare const stream: ReadableStream<Uint8Array>;
const fromStream = queue({ from: stream, capacity: 4, name: 'chunks' });
expectType<Equal<typeof fromStream, Queue<Uint8Array>>>();

const fromText = queue({ from: stream.pipeThrough(new TextDecoderStream()) });
expectType<Equal<typeof fromText, Queue<string>>>();

const fromNodesStream = queue({ from: NodesStream.from([1]) });
expectType<Equal<typeof fromNodesStream, Queue<number>>>();

declare const anything: ObservableInput<Date>;
const fromAnything = queue({ from: anything });
expectType<Equal<typeof fromAnything, Queue<Date>>>();

const fromObservable = queue({ from: of(1, 'a') });
expectType<Equal<typeof fromObservable, Queue<number | string>>>();

const fromPromise = queue({ from: Promise.resolve(1) });
expectType<Equal<typeof fromPromise, Queue<number>>>();

const ofPipeline = new Pipeline({ name: 'p' }).queue({ from: [true] });
expectType<Equal<typeof ofPipeline, Queue<boolean>>>();

// Without `from`, somebody has to say.
const open = queue<string>({ name: 'open' });
expectType<Equal<typeof open, Queue<string>>>();
const unsaid = queue();
expectType<Equal<typeof unsaid, Queue<unknown>>>();

// @ts-expect-error -- a number is nothing to read from
queue({ from: 7 });
// @ts-expect-error -- a capacity is a number
queue({ from: [1], capacity: '7' });
// @ts-expect-error -- there is no such option
queue({ form: [1] });

// What goes in and comes out of a queue.
expectType<Equal<ReturnType<typeof open.put>, Promise<void>>>();
expectType<Equal<ReturnType<typeof open.flush>, string[]>>();
expectType<Equal<ReturnType<typeof open.toArray>, Promise<string[]>>>();
const named = open.named('words');
expectType<Equal<typeof named, Queue<string>>>();
// @ts-expect-error -- not a string
void open.put(1);
// @ts-expect-error -- not a string
open.next(1);

// A queue is an Observable, an Observer and an AsyncIterable.
const observable: Observable<string> = open;
const input: ObservableInput<string> = open;
const iterable: AsyncIterable<string> = open;
of('a').subscribe(open);
// @ts-expect-error -- an Observable of numbers for a queue of strings
of(1).subscribe(open);
void [observable, input, iterable];

export async function read(): Promise<void> {
  for await (const word of open) expectType<Equal<typeof word, string>>();
}

// Generic functions pass the type through.
export function fill<T>(from: QueueInput<T>): Queue<T> {
  return queue({ from });
}
const filled = fill(['a']);
expectType<Equal<typeof filled, Queue<string>>>();

const running = run({ signal: AbortSignal.abort() });
expectType<Equal<typeof running, Run>>();
expectType<Equal<Awaited<typeof running>, Report>>();
// @ts-expect-error -- there is no such option
run({ sigal: AbortSignal.abort() });
