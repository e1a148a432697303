import type { MessageFilter } from '../../api/chat';
import { addressOf } from '../routes';
import type { Period } from '../parts/period';

/** What is looked for, as it stands in the form and in the address; the times are local, as a date field gives them. */
export interface SearchQuery {
  readonly content: string;
  readonly from: string;
  readonly since: string;
  readonly until: string;
  /** Counted from 0. */
  readonly page: number;
}

export const emptyQuery: SearchQuery = { content: '', from: '', since: '', until: '', page: 0 };

export const maxContentLength = 4000;
export const maxSenderLength = 50;

export function isEmpty({ content, from, since, until }: SearchQuery): boolean {
  return content === '' && from === '' && since === '' && until === '';
}

/** The part of the address behind the space. */
export function textOf(query: SearchQuery): string {
  const { page, ...texts } = query;
  const given = Object.entries(texts).filter(([, value]) => value !== '');
  return new URLSearchParams(page > 0 ? [...given, ['page', String(page + 1)]] : given).toString();
}

export function queryOf(text: string): SearchQuery {
  const given = new URLSearchParams(text);
  const page = given.get('page') ?? '';
  return {
    content: (given.get('content') ?? '').slice(0, maxContentLength),
    from: (given.get('from') ?? '').slice(0, maxSenderLength),
    since: given.get('since') ?? '',
    until: given.get('until') ?? '',
    page: /^[1-9]\d{0,8}$/.test(page) ? Number(page) - 1 : 0,
  };
}

export function searchAddress(space: string, query: Partial<SearchQuery>): string {
  return addressOf('search', space, textOf({ ...emptyQuery, ...query }));
}

/** What the server is asked. Both bounds are included, so a minute that is named as the last one is so to its end. */
export function filterOf({ content, from, since, until }: SearchQuery): MessageFilter {
  return { content, from, onDateSt: instant(since, 0), offDateEn: instant(until, /:\d\d:\d\d/.test(until) ? 999 : 59_999) };
}

/** What is wrong with a period: a date that is none, or an end before the beginning. */
export function faultOf({ since, until }: Period): 'badDate' | 'endBeforeStart' | null {
  const [start, end] = [since, until].map((text) => (text === '' ? null : new Date(text).getTime()));
  if (Number.isNaN(start) || Number.isNaN(end)) {
    return 'badDate';
  }
  return start != null && end != null && start > end ? 'endBeforeStart' : null;
}

function instant(local: string, plusMilliseconds: number): string | undefined {
  return local === '' ? undefined : new Date(new Date(local).getTime() + plusMilliseconds).toISOString();
}
