import { describe, expect, it } from 'vitest';
import { excerptOf } from '../../../src/console/search/excerpt';

const textOf = (content: string, lookedFor: string) =>
  excerptOf(content, lookedFor).pieces.map((piece) => (piece.isHit ? `[${piece.text}]` : piece.text)).join('');

describe('an excerpt', () => {
  it('is the whole of a short message', () => {
    const excerpt = excerptOf('KIRMIZI alarm', 'kırmızı');
    expect(excerpt).toEqual({
      pieces: [
        { text: 'KIRMIZI', isHit: true },
        { text: ' alarm', isHit: false },
      ],
      isCutBefore: false,
      isCutBehind: false,
    });
  });

  it('of a long message holds the first place, with words before it', () => {
    const content = `${'word '.repeat(300)}PUMP ${'more '.repeat(300)}`;
    const { pieces, isCutBefore, isCutBehind } = excerptOf(content, 'pump');
    expect([isCutBefore, isCutBehind]).toEqual([true, true]);
    expect(pieces[0]!.text).toMatch(/^word /);
    expect(pieces[1]).toEqual({ text: 'PUMP', isHit: true });
    expect(pieces.map((piece) => piece.text).join('')).toHaveLength(360);
  });

  it('begins at the beginning where the place is near it, or is none', () => {
    expect(textOf(`pump ${'x'.repeat(500)}`, 'PUMP')).toBe(`[pump] ${'x'.repeat(355)}`);
    expect(textOf('x'.repeat(500), '')).toBe('x'.repeat(360));
  });

  it('never cuts a character in two', () => {
    for (const lead of ['', 'x']) {
      const text = textOf(`${lead}${'🔧'.repeat(400)}pump${'🔧'.repeat(400)}`, 'pump');
      expect(text).toMatch(/\[pump\]/);
      expect(() => encodeURIComponent(text)).not.toThrow();
    }
  });

  it('cuts a place that is longer than itself', () => expect(textOf('a'.repeat(1000), 'a'.repeat(900))).toBe(`[${'a'.repeat(360)}]`));
});
