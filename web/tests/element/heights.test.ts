import { describe, expect, it } from 'vitest';
import { Heights } from '../../src/element/list/heights';
import { Dice } from '../dice';

/** The same questions, answered by adding up. */
class Plain {
  readonly rows: number[];
  constructor(count: number, estimate: number) {
    this.rows = Array.from({ length: count }, () => estimate);
  }
  offsetOf = (index: number) => this.rows.slice(0, index).reduce((sum, row) => sum + row, 0);
  indexAt(offset: number): number {
    const at = this.rows.findIndex((_, index) => this.offsetOf(index + 1) > offset);
    return at < 0 ? this.rows.length - 1 : at;
  }
}

describe('heights', () => {
  it.each([1, 2, 3, 17, 64, 100])('answer for %i rows as adding up would', (count) => {
    const dice = new Dice(count);
    const heights = new Heights(count, 50);
    const plain = new Plain(count, 50);
    for (let step = 0; step < 200; step++) {
      const index = dice.below(plain.rows.length);
      const height = 1 + dice.below(300);
      expect(heights.set(index, height)).toBe(height - plain.rows[index]!);
      plain.rows[index] = height;
      if (step % 20 === 0) {
        plain.rows.push(...Array.from({ length: step / 10 }, () => 50));
        heights.grow(plain.rows.length);
      }
      const place = dice.below(heights.total + 10);
      expect(heights.total).toBe(plain.offsetOf(plain.rows.length));
      expect(heights.offsetOf(index)).toBe(plain.offsetOf(index));
      expect(heights.indexAt(place)).toBe(plain.indexAt(place));
    }
  });

  it('grow past their capacity', () => {
    const heights = new Heights(0, 10);
    heights.grow(1);
    heights.set(0, 25);
    heights.grow(5_000);
    expect(heights.total).toBe(25 + 4_999 * 10);
    expect(heights.indexAt(24)).toBe(0);
    expect(heights.indexAt(25)).toBe(1);
  });

  it('answer at once for a hundred thousand rows', () => {
    const heights = new Heights(100_000, 66);
    for (let index = 0; index < 100_000; index += 7) {
      heights.set(index, 70);
    }
    expect(heights.total).toBe(100_000 * 66 + Math.ceil(100_000 / 7) * 4);
    expect(heights.indexAt(heights.total)).toBe(99_999);
    expect(heights.indexAt(-5)).toBe(0);
  });
});
