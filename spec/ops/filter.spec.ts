import { describe, it } from '@jest/globals';
import { filter } from '../../lib/index.js';
import { virtually } from '../virtual.js';

describe('filter', () => {
  it('lets through what the predicate is true for', () => {
    virtually(({ pipeline, cold, expectObservable }) => {
      const source = cold('  -a-b-a-|');
      const expected = '     ---b---|';
      const queue = pipeline.queue({ from: source });
      expectObservable(filter((item) => item === 'b', queue)).toBe(expected);
    });
  });
});
