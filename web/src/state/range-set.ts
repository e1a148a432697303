import type { NumberRange } from '../api/wire';

/** A set of numbers kept as ranges, in order and never touching: thousands of unread messages in a row are one. */
export class RangeSet {
  private ranges: NumberRange[] = [];

  constructor(ranges: Iterable<NumberRange> = []) {
    for (const [from, to] of ranges) {
      this.add(from, to);
    }
  }

  get isEmpty(): boolean {
    return this.ranges.length === 0;
  }

  get first(): number | null {
    return this.ranges[0]?.[0] ?? null;
  }

  get size(): number {
    return this.ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0);
  }

  has(number: number): boolean {
    const range = this.ranges[this.lastStartingBy(number)];
    return range !== undefined && number <= range[1];
  }

  add(from: number, to = from): void {
    const kept = this.ranges.filter(([first, last]) => last < from - 1 || first > to + 1);
    const joined = this.ranges.filter(([first, last]) => last >= from - 1 && first <= to + 1);
    const range: NumberRange = [
      Math.min(from, ...joined.map(([first]) => first)),
      Math.max(to, ...joined.map(([, last]) => last)),
    ];
    kept.splice(kept.filter(([first]) => first < range[0]).length, 0, range);
    this.ranges = kept;
  }

  remove(from: number, to = from): void {
    this.ranges = this.ranges.flatMap(([first, last]): NumberRange[] => {
      const left: NumberRange[] = first < from ? [[first, Math.min(last, from - 1)]] : [];
      const right: NumberRange[] = last > to ? [[Math.max(first, to + 1), last]] : [];
      return last < from || first > to ? [[first, last]] : [...left, ...right];
    });
  }

  *[Symbol.iterator](): Iterator<NumberRange> {
    yield* this.ranges;
  }

  private lastStartingBy(number: number): number {
    let low = 0;
    let high = this.ranges.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (this.ranges[middle]![0] <= number) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }
}
