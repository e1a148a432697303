import { describe, expect, it } from 'vitest';
import { fold, same } from '../../src/text/case-folding';

/** The same cases as the server's own tests: a highlight must never disagree with a hit. */
describe('case folding', () => {
  it.each([
    ['Boiler 2: VALVE open', 'boiler 2: valve open'],
    ['ÇĞÖŞÜ', 'çğöşü'],
    ['ẞ', 'ß'],
    ['ſ', 's'],
    ['\u212A', 'k'],
    ['\u212B', 'å'],
    ['µ', '\u03BC'],
    ['ΣΑΣ', 'σασ'],
    ['σας', 'σασ'],
    ['ЖУРНАЛ', 'журнал'],
    ['\u13A0\uAB70', '\u13A0\u13A0'],
    ['\u13F8', '\u13F0'],
    ['\u1C90\u10D0', '\u10D0\u10D0'],
    ['\u10A0', '\u2D00'],
    ['𐐀𐐨', '𐐨𐐨'],
    ['𞤀', '𞤢'],
    ['\u1FD3 \u1FE3 \uFB05', '\u0390 \u03B0 \uFB06'],
  ])('folds %s by simple folding', (text, folded) => expect(fold(text)).toBe(folded));

  it.each([
    ['ß', 'SS'],
    ['ﬁ', 'fi'],
    ['é', 'e\u0301'],
    ['é', 'e'],
    ['a', 'b'],
  ])('keeps %s and %s apart', (one, other) => expect(same(one, other)).toBe(false));

  it('counts the four letters i as one', () => {
    expect(fold('iIıİ')).toBe('iiii');
    expect(same('ISI DEĞİŞTİRİCİ', 'ısı değiştirici')).toBe(true);
    expect(same('VALVE ISOLATION', 'valve ısolatıon')).toBe(true);
  });

  it.each(['%_\\*?[]', '1187 – 42 °', '安全阀', 'valve 🔧'])('leaves %s as it is', (text) => expect(fold(text)).toBe(text));

  it('keeps a lone surrogate in its place', () =>
    expect(fold('\uDC00X\uD801X\uD801')).toBe('\uDC00x\uD801x\uD801'));

  it('folds every code point to one of the same length, and no further', () => {
    const offenders = [];
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
      const character = String.fromCodePoint(codePoint);
      const folded = fold(character);
      if (folded.length !== character.length || fold(folded) !== folded) {
        offenders.push(codePoint.toString(16));
      }
    }
    expect(offenders).toEqual([]);
  });
});
