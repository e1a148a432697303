import { language, type Language } from './language';

type Shape = 'time' | 'exact' | 'day' | 'dayAndTime';

const shapes: Readonly<Record<Shape, Intl.DateTimeFormatOptions>> = {
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  exact: { dateStyle: 'full', timeStyle: 'long', hourCycle: 'h23' },
  day: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  dayAndTime: { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** 09:15 – control rooms count to 24, whatever the language. */
export const timeOf = (date: Date): string => format('time', date);

/** Everything about an instant, zone and seconds included. */
export const exactly = (date: Date): string => format('exact', date);

/** 23.11.2026, 09:15:02 */
export const dayAndTime = (date: Date): string => format('dayAndTime', date);

/** Monday, 23 November 2026; today and yesterday by these words. */
export function dayOf(date: Date, now: Date): string {
  const days = daysBetween(date, now);
  return days === 0 || days === -1 ? relative(days, 'day') : format('day', date);
}

/** "3 minutes ago", as coarse as it can be without being wrong. */
export function ago(date: Date, now: Date): string {
  const seconds = Math.round((date.getTime() - now.getTime()) / 1000);
  if (seconds > -45) {
    return relative(0, 'second');
  }
  if (seconds > -3600) {
    return relative(Math.round(seconds / 60), 'minute');
  }
  return seconds > -86_400 ? relative(Math.round(seconds / 3600), 'hour') : relative(daysBetween(date, now), 'day');
}

/** The local day that an instant falls on, as something to compare. */
export function dayKey(date: Date): number {
  return date.getFullYear() * 10_000 + date.getMonth() * 100 + date.getDate();
}

function daysBetween(date: Date, now: Date): number {
  const noon = (each: Date) => new Date(each.getFullYear(), each.getMonth(), each.getDate(), 12).getTime();
  return Math.round((noon(date) - noon(now)) / 86_400_000);
}

function format(shape: Shape, date: Date): string {
  const key = `${language.current} ${shape}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat(tagOf(language.current), shapes[shape]);
  formats.set(key, made);
  return made.format(date);
}

const relatives = new Map<Language, Intl.RelativeTimeFormat>();

function relative(count: number, unit: Intl.RelativeTimeFormatUnit): string {
  const made = relatives.get(language.current) ?? new Intl.RelativeTimeFormat(language.current, { numeric: 'auto' });
  relatives.set(language.current, made);
  return made.format(count, unit);
}

/** English as it is written outside America: 23 November, not November 23. */
function tagOf(tag: Language): string {
  return tag === 'en' ? 'en-GB' : tag;
}
