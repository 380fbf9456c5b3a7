import { Writable } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { describe, expect, it } from '@jest/globals';
import { Live } from '../../lib/progress/live.js';

const UP = new RegExp(String.raw`\u001B\[(\d+)A`, 'g');

/** A terminal that keeps what is written to it, its escapes in words. */
function terminal(rows: number, columns: number): WriteStream & { readonly text: () => string } {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  return Object.assign(stream as WriteStream, {
    isTTY: true,
    rows,
    columns,
    text: () =>
      text.replaceAll(UP, '<up $1>').replaceAll('\u001B[1G', '<start>').replaceAll('\u001B[0J', '<clear>'),
  });
}

describe('lines at the foot of a terminal', () => {
  it('are drawn over, and taken away at the end', () => {
    const screen = terminal(24, 80);
    const live = new Live(screen, []);
    live.draw(['one', 'two']);
    live.draw(['three']);
    live.end();
    expect(screen.text()).toBe('one\ntwo\n<up 2><start><clear>three\n<up 1><start><clear>');
  });

  it('stay below what is printed meanwhile, on either stream', () => {
    const [screen, other] = [terminal(24, 80), terminal(24, 80)];
    const live = new Live(screen, [other]);
    live.draw(['one']);
    other.write('printed\n');
    live.draw(['two']);
    screen.write('told');
    live.draw(['three']);
    live.end();
    screen.write('after');
    expect(other.text()).toBe('printed\n');
    expect(screen.text()).toBe(
      'one\n<up 1><start><clear>two\n<up 1><start><clear>told\nthree\n<up 1><start><clear>after',
    );
  });

  it('fit the terminal', () => {
    const screen = terminal(5, 8);
    new Live(screen, []).draw(['long enough', '縮小縮小縮小', 'c', 'd']);
    expect(screen.text()).toBe('long e…\n縮小縮…\n… and …\n');
  });

  it('are drawn as on any terminal where it has no size', () => {
    const screen = terminal(0, 0);
    new Live(screen, []).draw(['one', 'two', 'three']);
    expect(screen.text()).toBe('one\ntwo\nthree\n');
  });

  it('leave the stream as it was', () => {
    const [screen, other] = [terminal(24, 80), terminal(24, 80)];
    const own = other.write.bind(other);
    other.write = own;
    new Live(screen, [other]).end();
    expect(Object.hasOwn(screen, 'write')).toBe(false);
    expect(other.write).toBe(own);
  });

  it('leave alone what others have put around the stream since', () => {
    const screen = terminal(24, 80);
    const live = new Live(screen, []);
    const write = screen.write;
    const theirs = ((chunk: string) => write.call(screen, `> ${chunk}`)) as typeof write;
    screen.write = theirs;
    live.draw(['one']);
    live.end();
    expect(screen.write).toBe(theirs);
    screen.write('after\n');
    expect(screen.text()).toBe('one\n<up 1><start><clear>> after\n');
  });

  it.each([
    ['the one that began first', 0],
    ['the one that began last', 1],
  ])('leave the stream as it was after two displays, of which %s ends first', (_, first) => {
    const screens = [terminal(24, 80), terminal(24, 80)];
    const shared = terminal(24, 80);
    const displays = screens.map((screen) => new Live(screen, [shared]));
    displays[first]!.end();
    const last = 1 - first;
    displays[last]!.draw(['one']);
    shared.write('printed\n');
    displays[last]!.end();
    expect(screens[last]!.text()).toBe('one\n<up 1><start><clear>');
    expect(shared.text()).toBe('printed\n');
    expect(Object.hasOwn(shared, 'write')).toBe(false);
  });
});
