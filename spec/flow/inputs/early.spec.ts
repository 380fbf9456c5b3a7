import { createReadStream, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { once, type EventEmitter } from 'node:events';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import { describe, expect, it } from '@jest/globals';
import { Observable, Subject } from 'rxjs';
import { map, Pipeline, sink, type QueueInput } from '../../../lib/index.js';

const many = Array.from({ length: 20_000 }, (_, i) => `line ${i}`);

async function itemsOf<T>(declared: { pipeline: Pipeline; items: T[] }): Promise<T[]> {
  await declared.pipeline.run();
  return declared.items;
}

function declare<T>(from: QueueInput<T>): { pipeline: Pipeline; items: T[] } {
  const pipeline = new Pipeline();
  const items: T[] = [];
  sink((item: T) => void items.push(item), pipeline.queue({ name: 'early', from }));
  return { pipeline, items };
}

/** Unlike `once()`, whether it has failed or not. */
function closed(emitter: EventEmitter): Promise<unknown> {
  return new Promise((resolve) => emitter.once('close', resolve));
}

describe('lines that are read before the run', () => {
  it('all arrive, though the run begins only after the input has ended', async () => {
    const input = Readable.from([`${many.join('\n')}\n`]);
    const lines = createInterface({ input });
    const declared = declare(lines);
    await Promise.race([closed(input), once(lines, 'pause')]);
    expect(await itemsOf(declared)).toEqual(many);
  });

  it('all arrive where there are few, and the interface is closed by then', async () => {
    const lines = createInterface({ input: Readable.from(['a\nb\nc']) });
    const declared = declare(lines);
    await closed(lines);
    expect(await itemsOf(declared)).toEqual(['a', 'b', 'c']);
  });

  it('all arrive from the lines of a file handle', async () => {
    const file = await open(new URL('../../../package.json', import.meta.url));
    const whole = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
    const lines = file.readLines();
    const declared = declare(lines);
    await closed(lines);
    expect(await itemsOf(declared)).toEqual(whole.trimEnd().split('\n'));
  });

  it('fail the run when their input does, and nothing else', async () => {
    const input = createReadStream('/no/such/file');
    const { pipeline } = declare(createInterface({ input }));
    await closed(input);
    await expect(pipeline.run()).rejects.toMatchObject({ code: 'source-failed', cause: { code: 'ENOENT' } });
  });
});

describe('a stream that fails before the run', () => {
  it('fails the run when it begins', async () => {
    const stream = createReadStream('/no/such/file');
    const { pipeline } = declare(stream);
    await closed(stream);
    await expect(pipeline.run()).rejects.toMatchObject({ code: 'source-failed', cause: { code: 'ENOENT' } });
  });

  it('raises nothing when there is never a run', async () => {
    const stream = createReadStream('/no/such/file');
    declare(stream);
    await closed(stream);
    expect(stream.errored).toMatchObject({ code: 'ENOENT' });
  });

  it('fails the run when it was ended too early, without an error', async () => {
    const stream = new Readable({ read() {} });
    const { pipeline } = declare(stream);
    stream.destroy();
    await closed(stream);
    await expect(pipeline.run()).rejects.toMatchObject({ code: 'source-failed' });
  });

  it('fails the run, a web stream as well', async () => {
    let fail!: (reason: unknown) => void;
    const { pipeline } = declare(
      new ReadableStream({ start: (controller) => void (fail = (reason) => controller.error(reason)) }),
    );
    fail(new Error('gone'));
    await expect(pipeline.run()).rejects.toMatchObject({ code: 'source-failed', cause: { message: 'gone' } });
  });
});

describe('a hot Observable', () => {
  it('loses nothing that it emits after run() was called', async () => {
    const clicks = new Subject<string>();
    const { pipeline, items } = declare(clicks);
    const run = pipeline.run();
    clicks.next('first');
    clicks.next('second');
    await Promise.resolve();
    clicks.next('third');
    clicks.complete();
    await run;
    expect(items).toEqual(['first', 'second', 'third']);
  });

  it('is not subscribed to before', () => {
    const clicks = new Subject<string>();
    declare(clicks);
    expect(clicks.observed).toBe(false);
  });

  it('fails the run when it fails at once, and not the call of run()', async () => {
    const { pipeline } = declare(
      new Observable(() => {
        throw new Error('no');
      }),
    );
    await expect(pipeline.run()).rejects.toMatchObject({ code: 'source-failed' });
  });

  it('is left when the run is stopped before items flow', async () => {
    const clicks = new Subject<string>();
    const pipeline = new Pipeline();
    const out = map((click: string) => click, pipeline.queue({ from: clicks }));
    const run = pipeline.run();
    clicks.next('first');
    await run.stop();
    expect([clicks.observed, out.flush()]).toEqual([false, ['first']]);
  });
});
