import type { Page } from '../../api/wire';

/** The rows that a page shows, counted from 1: 21 to 40. Null where it shows none. */
export function rowsOn(page: Page<unknown>): { readonly from: number; readonly to: number } | null {
  return page.content.length === 0
    ? null
    : { from: page.number * page.size + 1, to: page.number * page.size + page.content.length };
}

/** One page of a list that is here as a whole, in the shape in which the server cuts its own. */
export function pageOf<T>(rows: readonly T[], wanted: number, size: number): Page<T> {
  const totalPages = Math.ceil(rows.length / size);
  const number = Math.max(0, Math.min(wanted, totalPages - 1));
  const content = rows.slice(number * size, (number + 1) * size);
  return {
    content,
    totalElements: rows.length,
    totalPages,
    number,
    size,
    first: number === 0,
    last: number >= totalPages - 1,
    empty: content.length === 0,
  };
}
