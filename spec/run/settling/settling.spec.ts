import { describe, expect, it } from '@jest/globals';
import { Pipeline } from '../../../lib/index.js';
import { CLOSINGS } from './closings.js';
import { CUTS, LEFT, STOPS } from './endings.js';
import { Gate, play, type Stage, type Waiting } from './scene.js';
import { WAITS } from './waits.js';

const ALL: Readonly<Record<string, (stage: Stage) => Waiting>> = { ...WAITS, ...CLOSINGS };

/** Sources, and what is read from them: where no sink wants anything, the last reader may leave. */
const READ: typeof ALL = {
  ...CLOSINGS,
  'an Observable that goes on for ever': WAITS['an Observable that goes on for ever']!,
};

/** Plays a scene; returns what there is to compare: how the run has ended, and what it has left behind. */
async function settle(
  wait: (stage: Stage) => Waiting,
  ending: (typeof CUTS)[string],
  isCut: boolean,
): Promise<{ actual: unknown; expected: unknown }> {
  const stage = { pipeline: new Pipeline(), gate: new Gate() };
  const waiting = wait(stage);
  const { told, ...provoked } = ending(stage);
  return { actual: await play(stage, waiting, provoked, isCut), expected: { end: told, timers: 0 } };
}

describe.each(Object.keys(CUTS))('%s, which cuts the run short, settles', (cut) => {
  it.each(Object.keys(ALL))('%s', async (wait) => {
    const { actual, expected } = await settle(ALL[wait]!, CUTS[cut]!, true);
    expect(actual).toEqual(expected);
  });
});

describe.each(Object.keys(STOPS))('%s, which has all that is in worked off, settles', (stop) => {
  it.each(Object.keys(ALL))('%s', async (wait) => {
    const { actual, expected } = await settle(ALL[wait]!, STOPS[stop]!, false);
    expect(actual).toEqual(expected);
  });
});

describe('the last reader, when it leaves, settles', () => {
  it.each(Object.keys(READ))('%s', async (wait) => {
    const { actual, expected } = await settle(READ[wait]!, LEFT, true);
    expect(actual).toEqual(expected);
  });
});
