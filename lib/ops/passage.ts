import { Observable } from '../rxjs.js';
import type { Channel } from '../flow/channel/channel.js';
import type { Producer } from '../flow/channel/demand.js';
import type { Site } from '../flow/stage.js';
import { Relay } from './relay.js';

/** What comes through a channel, as the Observable that an RxJS operator is put on. */
export function flowOf<T>(channel: Channel<T>): Observable<T> {
  return new Observable((subscriber) => channel.passTo(subscriber));
}

/**
 * Lets an op's inputs know when there is no room behind it: the op itself holds nothing back. Comes before their
 * items are passed on: where a row ends, they will come by a {@link Relay}.
 */
export function passDemand(site: Site): void {
  const { inputs, outputs, meter, scheduler } = site;
  const before = inputs.map((input) => (input.endsRow ? new Relay(input, site).demand : input.demand));
  let holds = 0;
  const producer: Producer = {
    hold() {
      if (holds++ === 0) meter.becomes(scheduler.time, 'blocked');
      for (const demand of before) demand.hold();
    },
    release() {
      if (--holds === 0) meter.becomes(scheduler.time, 'starved');
      for (const demand of before) demand.release();
    },
    ended() {
      if (outputs.every((output) => output.isEnded)) meter.becomes(scheduler.time, 'done');
    },
  };
  for (const output of outputs) output.demand.filledBy(producer);
  const behind = outputs.map(({ demand }) => demand);
  for (const demand of before) demand.goesOnTo(behind);
}

/** A node's label: the op, and the function it was given, if that has a name. */
export function labelOf(op: string, fn: (...args: any[]) => unknown): string {
  return fn.name ? `${op}(${fn.name})` : op;
}
