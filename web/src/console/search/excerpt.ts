import { highlight, type HighlightPiece } from '../../text/highlight';

/** The part of a message that a list of hits shows, and whether something stands before and behind it. */
export interface Excerpt {
  readonly pieces: readonly HighlightPiece[];
  readonly isCutBefore: boolean;
  readonly isCutBehind: boolean;
}

/** What a hit shows at most, in UTF-16 units, and how much of it may stand before the first place. */
const maxLength = 360;
const lead = 80;

/** A long message is cut around the first place where the looked-for text stands, at whole words where there are any. */
export function excerptOf(content: string, lookedFor: string): Excerpt {
  const pieces = highlight(content, lookedFor);
  if (content.length <= maxLength) {
    return { pieces, isCutBefore: false, isCutBehind: false };
  }
  const firstHit = pieces[0]?.isHit || pieces.length === 1 ? 0 : pieces[0]!.text.length;
  const start = firstHit <= lead ? 0 : wordStart(content, firstHit - lead, firstHit);
  const end = Math.min(content.length, wholeUnit(content, start + maxLength));
  return { pieces: clip(pieces, start, end), isCutBefore: start > 0, isCutBehind: end < content.length };
}

function clip(pieces: readonly HighlightPiece[], start: number, end: number): HighlightPiece[] {
  const clipped: HighlightPiece[] = [];
  let at = 0;
  for (const { text, isHit } of pieces) {
    const part = text.slice(Math.max(0, start - at), Math.max(0, end - at));
    at += text.length;
    if (part !== '') {
      clipped.push({ text: part, isHit });
    }
  }
  return clipped;
}

/** The start of the first word from a place on, but not past the limit. */
function wordStart(text: string, from: number, limit: number): number {
  const space = text.slice(from, limit).search(/\s/);
  return space < 0 ? wholeUnit(text, from) : from + space + 1;
}

/** Not between the halves of a surrogate pair. */
function wholeUnit(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
