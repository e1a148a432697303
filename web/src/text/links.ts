/** A piece of a message: plain text, or text that is also an address. */
export interface TextPiece {
  readonly text: string;
  readonly href?: string;
}

const candidates = /\bhttps?:\/\/[^\s<>"'`“”‘’«»\u0000-\u001f\u007f]+/giu;
const trailing = /[.,;:!?…*_~]+$/u;
const closers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/**
 * Cuts a text where an address of http or https stands in it; no other scheme is ever made a link. The pieces
 * joined are the text, to the letter. A full stop or a bracket that closes nothing belongs to the sentence.
 */
export function findLinks(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let done = 0;
  for (const match of text.matchAll(candidates)) {
    const shown = withoutTrailing(match[0]);
    const href = safeAddress(shown);
    if (href === null) {
      continue;
    }
    if (match.index > done) {
      pieces.push({ text: text.slice(done, match.index) });
    }
    pieces.push({ text: shown, href });
    done = match.index + shown.length;
  }
  if (done < text.length) {
    pieces.push({ text: text.slice(done) });
  }
  return pieces;
}

function withoutTrailing(address: string): string {
  for (;;) {
    const last = address.at(-1)!;
    const opener = closers[last];
    const shorter =
      opener !== undefined && count(address, last) > count(address, opener)
        ? address.slice(0, -1)
        : address.replace(trailing, '');
    if (shorter === address) {
      return address;
    }
    address = shorter;
  }
}

/** An address that names a user or password before its host looks like another host than it is: no link. */
function safeAddress(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isSafe = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  return isSafe ? url.href : null;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
