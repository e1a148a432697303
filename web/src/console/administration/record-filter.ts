import type { RecordQuery } from './administration-api';

/** What the records are narrowed to; times are local, as a date field gives them. */
export interface RecordFilter {
  readonly username: string;
  readonly ip: string;
  readonly msg: string;
  readonly since: string;
  readonly until: string;
}

export const emptyFilter: RecordFilter = { username: '', ip: '', msg: '', since: '', until: '' };

/** Rows of a page of records. */
export const recordPageSize = 50;

/** What the server is asked. Both bounds are included, so the minute that is named last is so to its end. */
export function recordQuery({ username, ip, msg, since, until }: RecordFilter, page: number): RecordQuery {
  return {
    username: username.trim(),
    ip: ip.trim(),
    msg: msg.trim(),
    dateSt: since === '' ? undefined : new Date(since).toISOString(),
    dateEn: until === '' ? undefined : new Date(new Date(until).getTime() + 59_999).toISOString(),
    page,
    size: recordPageSize,
  };
}
