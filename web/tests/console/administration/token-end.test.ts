import { expect, test } from 'vitest';
import { endFault, fieldOf, instantOf } from '../../../src/console/administration/token-end';
import { maxUnreadMinutes, minutesOf } from '../../../src/console/administration/unread-minutes';

const now = new Date(2026, 10, 23, 9, 15).getTime();

test('a token may be for good, or end some time ahead', () => {
  expect(endFault('', now)).toBeNull();
  expect(endFault('2026-11-23T09:16', now)).toBeNull();
  expect(endFault('2026-11-23T09:15', now)).toBe('tokenEndPast');
});

test('what a field is filled with is the instant that it means here, and the other way round', () => {
  expect(instantOf('')).toBeNull();
  expect(instantOf('2027-01-02T03:04')).toBe(new Date(2027, 0, 2, 3, 4).toISOString());
  expect(fieldOf(instantOf('2027-01-02T03:04'), now)).toBe('2027-01-02T03:04');
});

test('an end that is over, or none, is not proposed again', () => {
  expect(fieldOf(null, now)).toBe('');
  expect(fieldOf(new Date(now).toISOString(), now)).toBe('');
});

test.each(['', '0', '-5', '5.5', '1e3', `${maxUnreadMinutes + 1}`, 'five'])('%j are no minutes', (text) => expect(minutesOf(text)).toBeNull());

test('minutes are whole, from one to a day', () => expect([minutesOf('1'), minutesOf(` ${maxUnreadMinutes} `)]).toEqual([1, maxUnreadMinutes]));
