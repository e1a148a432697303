import { describe, expect, it } from 'vitest';
import { highlight } from '../../src/text/highlight';

const shown = (text: string, lookedFor: string) =>
  highlight(text, lookedFor).map((piece) => (piece.isHit ? `[${piece.text}]` : piece.text)).join('');

describe('highlight', () => {
  it.each([
    ['Valve open, VALVE shut', 'valve', '[Valve] open, [VALVE] shut'],
    ['ISI DEĞİŞTİRİCİ', 'değiştirici', 'ISI [DEĞİŞTİRİCİ]'],
    ['aaaa', 'aa', '[aa][aa]'],
    ['50 % of', '%', '50 [%] of'],
    ['🔧x🔧', 'X', '🔧[x]🔧'],
    ['nothing', 'else', 'nothing'],
    ['all', '', 'all'],
  ])('in %s finds %s', (text, lookedFor, marked) => expect(shown(text, lookedFor)).toBe(marked));
});
