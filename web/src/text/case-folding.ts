import { runs } from './case-folding.table';

/**
 * Unicode simple case folding, code point by code point, with i, I, ı and İ counted as one letter: what the server
 * searches by, so that a highlight never disagrees with a hit. Text keeps its length, so places in folded text are
 * places in the text itself.
 */
export function fold(text: string): string {
  let folded = '';
  for (const character of text) {
    const codePoint = character.codePointAt(0)!;
    const to = foldCodePoint(codePoint);
    folded += to === codePoint ? character : String.fromCodePoint(to);
  }
  return folded;
}

/** Whether two texts are the same with case ignored. */
export function same(one: string, other: string): boolean {
  return one.length === other.length && fold(one) === fold(other);
}

function foldCodePoint(codePoint: number): number {
  if (codePoint < 0x80) {
    return codePoint >= 0x41 && codePoint <= 0x5a ? codePoint + 0x20 : codePoint;
  }
  const run = runBefore(codePoint);
  if (run < 0 || codePoint > runs[run + 1]!) {
    return codePoint;
  }
  return (codePoint - runs[run]!) % runs[run + 2]! === 0 ? codePoint + runs[run + 3]! : codePoint;
}

/** Where the last run starts that does not start after the code point, by halving; negative where there is none. */
function runBefore(codePoint: number): number {
  let low = 0;
  let high = runs.length / 4 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (runs[middle * 4]! <= codePoint) {
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  return high * 4;
}
