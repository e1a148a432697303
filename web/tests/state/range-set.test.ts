import { describe, expect, it } from 'vitest';
import { RangeSet } from '../../src/state/range-set';

describe('a set of ranges', () => {
  it('joins what touches', () => {
    const set = new RangeSet([[1, 3], [7, 9], [5, 5]]);
    set.add(4);
    expect([...set]).toEqual([[1, 5], [7, 9]]);
    set.add(6);
    expect([...set]).toEqual([[1, 9]]);
  });

  it('parts where something leaves', () => {
    const set = new RangeSet([[1, 9]]);
    set.remove(4, 5);
    expect([...set]).toEqual([[1, 3], [6, 9]]);
    set.remove(1, Infinity);
    expect(set.isEmpty).toBe(true);
    expect(set.first).toBeNull();
  });

  it('agrees with a plain set', () => {
    const set = new RangeSet();
    const plain = new Set<number>();
    const numbers = Array.from({ length: 72 }, (_, i) => i - 1);
    for (let step = 0; step < 2_000; step++) {
      const from = (step * 7_919) % 60;
      const to = from + ((step * 104_729) % 9);
      const isAdding = (step * 31) % 5 < 3;
      isAdding ? set.add(from, to) : set.remove(from, to);
      for (let number = from; number <= to; number++) {
        isAdding ? plain.add(number) : plain.delete(number);
      }
      expect(set.size).toBe(plain.size);
      expect(numbers.filter((number) => set.has(number))).toEqual(numbers.filter((number) => plain.has(number)));
    }
  });
});
