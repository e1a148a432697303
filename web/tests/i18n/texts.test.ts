import { describe, expect, it } from 'vitest';
import { fill } from '../../src/i18n/texts';

describe('texts', () => {
  it('fill their places', () => expect(fill('Read by {read} of {all}', { read: 5, all: 7 }, 'en')).toBe('Read by 5 of 7'));

  it('never fill what a value holds', () => expect(fill('{name}: {text}', { name: '{text}', text: '$&' }, 'en')).toBe('{text}: $&'));

  it.each([
    ['en', 1, '1 message'],
    ['en', 2, '2 messages'],
    ['en', 0, '0 messages'],
    ['de', 1, '1 message'],
  ] as const)('choose a form in %s for %i', (language, count, text) =>
    expect(fill({ one: '{count} message', other: '{count} messages' }, { count }, language)).toBe(text),
  );

  it.each([
    ['en', '12,345'],
    ['de', '12.345'],
    ['tr', '12.345'],
  ] as const)('write numbers as %s does', (language, text) => expect(fill('{n}', { n: 12_345 }, language)).toBe(text));
});
