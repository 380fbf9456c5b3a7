import { beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Channel } from '../../../lib/flow/channel/channel.js';
import { AsTheyCome, InOrder } from '../../../lib/flow/tasks/landing.js';

let landed: unknown[];
let out: Channel<unknown>;

beforeEach(() => {
  landed = [];
  out = new Channel<unknown>(2);
  out.passTo({ next: (item) => landed.push(item), error() {}, complete() {} });
});

describe('InOrder', () => {
  it('holds back what is early until what comes before it has landed', () => {
    const landing = new InOrder(out, 3);
    const [a, b, c] = [landing.begin(), landing.begin(), landing.begin()];
    landing.land(c, 'c');
    landing.land(b, 'b');
    expect([landed, landing.early]).toEqual([[], 2]);
    landing.land(a, 'a');
    expect([landed, landing.early]).toEqual([['a', 'b', 'c'], 0]);
  });

  it('has room for a window of calls: concurrency and capacity', () => {
    const landing = new InOrder(out, 3);
    const tickets = Array.from({ length: 5 }, () => landing.begin());
    expect(landing.hasRoom).toBe(false);
    for (const ticket of tickets.slice(1)) landing.land(ticket, ticket);
    expect([landing.hasRoom, landing.early]).toEqual([false, 4]);
    landing.land(tickets[0]!, tickets[0]);
    expect([landing.hasRoom, landing.early]).toEqual([true, 0]);
  });

  it('holds back while there is no room, and sends on when there is', () => {
    const landing = new InOrder(out, 3);
    const ticket = landing.begin();
    out.demand.hold();
    expect(landing.hasRoom).toBe(false);
    landing.land(ticket, 'a');
    landing.release();
    expect([landed, landing.early]).toEqual([[], 1]);
    out.demand.release();
    landing.release();
    expect([landed, landing.early]).toEqual([['a'], 0]);
  });

  it('goes past calls that end without a result', () => {
    const landing = new InOrder(out, 3);
    const [a, b, c] = [landing.begin(), landing.begin(), landing.begin()];
    landing.land(c, 'c');
    landing.miss(a);
    landing.miss(b);
    expect([landed, landing.early]).toEqual([['c'], 0]);
  });

  it('lands `undefined` like any other result', () => {
    const landing = new InOrder(out, 3);
    const [a, b] = [landing.begin(), landing.begin()];
    landing.land(b, undefined);
    landing.land(a, undefined);
    expect(landed).toEqual([undefined, undefined]);
  });

  it('sends results on in order whatever the order in which they land', () => {
    const property = fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 5 }), (picks, concurrency) => {
      landed = [];
      const landing = new InOrder(out, concurrency);
      const underWay: number[] = [];
      for (const pick of picks) {
        if (underWay.length < concurrency && landing.hasRoom) underWay.push(landing.begin());
        else {
          const [ticket] = underWay.splice(pick % underWay.length, 1);
          landing.land(ticket!, ticket);
        }
        expect(landing.early).toBeLessThanOrEqual(concurrency + out.demand.capacity);
      }
      for (const ticket of underWay) landing.land(ticket, ticket);
      expect(landed).toEqual(landed.map((_, i) => i));
      expect(landing.early).toBe(0);
    });
    fc.assert(property);
  });
});

describe('AsTheyCome', () => {
  it('sends on at once, and has room while its channel has', () => {
    const landing = new AsTheyCome(out);
    const [a, b] = [landing.begin(), landing.begin()];
    landing.land(b, 'b');
    landing.land(a, 'a');
    expect(landed).toEqual(['b', 'a']);
    out.demand.hold();
    expect(landing.hasRoom).toBe(false);
    landing.land(landing.begin(), 'c'); // what has started always lands
    expect(landed).toEqual(['b', 'a', 'c']);
  });
});
