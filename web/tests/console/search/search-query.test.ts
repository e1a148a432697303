import { describe, expect, it } from 'vitest';
import { emptyQuery, faultOf, filterOf, isEmpty, queryOf, textOf } from '../../../src/console/search/search-query';

describe('a search', () => {
  it('comes back from the address as it was', () => {
    const query = { content: 'a&b=c % / ?#ı', from: 'Ayşe', since: '2026-11-23T09:00', until: '', page: 3 };
    expect(queryOf(textOf(query))).toEqual(query);
    expect(textOf(emptyQuery)).toBe('');
    expect(queryOf('')).toEqual(emptyQuery);
  });

  it.each([
    ['page=2', 1],
    ['page=0', 0],
    ['page=-1', 0],
    ['page=x', 0],
    ['page=99999999999', 0],
  ])('reads %s as page %i', (text, page) => expect(queryOf(text).page).toBe(page));

  it('asks for the minute named last to its end', () => {
    const { onDateSt, offDateEn } = filterOf({ ...emptyQuery, since: '2026-11-23T09:15', until: '2026-11-23T09:15' });
    expect(new Date(offDateEn!).getTime() - new Date(onDateSt!).getTime()).toBe(59_999);
    expect(onDateSt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00\.000Z$/);
  });

  it('asks for no date that is not given', () =>
    expect(filterOf({ ...emptyQuery, content: 'x' })).toEqual({ content: 'x', from: '', onDateSt: undefined, offDateEn: undefined }));

  it.each([
    ['', '', null],
    ['2026-11-23T09:15', '2026-11-23T09:15', null],
    ['2026-11-23T09:16', '2026-11-23T09:15', 'endBeforeStart'],
    ['yesterday', '', 'badDate'],
    ['', '2026-13-01T00:00', 'badDate'],
  ])('from %j to %j has the fault %s', (since, until, fault) => expect(faultOf({ since, until })).toBe(fault));

  it('of nothing is empty, but for its page', () => {
    expect(isEmpty({ ...emptyQuery, page: 2 })).toBe(true);
    expect(isEmpty({ ...emptyQuery, from: 'Ayse' })).toBe(false);
  });
});
