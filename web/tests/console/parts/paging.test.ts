import { describe, expect, it } from 'vitest';
import { pageOf, rowsOn } from '../../../src/console/parts/paging';

const rows = Array.from({ length: 45 }, (_, i) => i + 1);

describe('paging of a list that is here', () => {
  it.each([
    [0, 1, 20, true, false],
    [1, 21, 40, false, false],
    [2, 41, 45, false, true],
  ])('page %i shows %i to %i', (page, from, to, first, last) => {
    const shown = pageOf(rows, page, 20);
    expect(shown.content).toEqual(rows.slice(from - 1, to));
    expect(rowsOn(shown)).toEqual({ from, to });
    expect(shown).toMatchObject({ totalElements: 45, totalPages: 3, first, last, empty: false });
  });

  it('past the end shows the last page, as a list may have shrunk', () => {
    expect(pageOf(rows, 9, 20).number).toBe(2);
    expect(pageOf(rows, -1, 20).number).toBe(0);
  });

  it('of nothing is one empty page', () => {
    const none = pageOf([], 3, 20);
    expect(none).toMatchObject({ number: 0, totalPages: 0, first: true, last: true, empty: true });
    expect(rowsOn(none)).toBeNull();
  });

  it('that is exactly full has no page behind it', () => expect(pageOf(rows.slice(0, 40), 1, 20)).toMatchObject({ last: true, totalPages: 2 }));
});
