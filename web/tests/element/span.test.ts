import { describe, expect, it } from 'vitest';
import { isNearEdge, spanAround } from '../../src/element/list/span';

describe('the span of a list', () => {
  it('is all there is, as long as it can be', () => {
    expect(spanAround(70, 100, 1000)).toEqual({ from: 1, to: 100 });
    expect(spanAround(1, 1000, 1000)).toEqual({ from: 1, to: 1000 });
  });

  it.each([
    [1, { from: 1, to: 1000 }],
    [5_000_000, { from: 4_999_501, to: 5_000_500 }],
    [10_000_000, { from: 9_999_001, to: 10_000_000 }],
  ])('lies around %i of ten million', (number, span) => {
    expect(spanAround(number, 10_000_000, 1000)).toEqual(span);
    expect(span.to - span.from + 1).toBe(1000);
  });

  it('moves near an end, unless that is the end of all', () => {
    const span = { from: 100_001, to: 200_000 };
    expect(isNearEdge(span, 100_100, 200_000)).toBe(true);
    expect(isNearEdge(span, 150_000, 300_000)).toBe(false);
    expect(isNearEdge(span, 199_900, 200_000)).toBe(false);
    expect(isNearEdge(span, 199_900, 300_000)).toBe(true);
    expect(isNearEdge({ from: 1, to: 200_000 }, 3, 200_000)).toBe(false);
  });
});
