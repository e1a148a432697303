import { fold } from './case-folding';

/** A piece of a text, and whether it is what was looked for. */
export interface HighlightPiece {
  readonly text: string;
  readonly isHit: boolean;
}

/** Cuts a text at every place where the looked-for text stands, case ignored as the server ignores it. */
export function highlight(text: string, lookedFor: string): HighlightPiece[] {
  if (lookedFor === '') {
    return [{ text, isHit: false }];
  }
  const folded = fold(text);
  const needle = fold(lookedFor);
  const pieces: HighlightPiece[] = [];
  let done = 0;
  for (let at = folded.indexOf(needle); at >= 0; at = folded.indexOf(needle, done)) {
    if (at > done) {
      pieces.push({ text: text.slice(done, at), isHit: false });
    }
    done = at + needle.length;
    pieces.push({ text: text.slice(at, done), isHit: true });
  }
  if (done < text.length) {
    pieces.push({ text: text.slice(done), isHit: false });
  }
  return pieces;
}
