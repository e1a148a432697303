import { Observable } from '../browser/observable';

/** Screens that show one space, and screens that show none. */
const screensOfSpaces = ['chat', 'search', 'people'] as const;
export const screens = [...screensOfSpaces, 'account', 'administration'] as const;
export type Screen = (typeof screens)[number];

/**
 * Where the console is: #/chat/boiler-2/1187, #/search/boiler-2/content=pump, #/administration/users/7. It stands
 * behind the hash, as the server knows one page only.
 */
export interface Place {
  readonly screen: Screen;
  /** Null where none is named, or the screen shows none. */
  readonly space: string | null;
  readonly rest: readonly string[];
}

export function parsePlace(hash: string): Place {
  const [first, ...rest] = hash.replace(/^#?\/?/, '').split('/').map(decode);
  const screen = screens.find((each) => each === first) ?? 'chat';
  if (!isOfSpace(screen)) {
    return { screen, space: null, rest };
  }
  const [space, ...behind] = rest;
  return { screen, space: space || null, rest: behind };
}

export function addressOf(screen: Screen, space: string | null, ...rest: readonly (string | number)[]): string {
  const parts = isOfSpace(screen) ? [screen, space ?? '', ...rest] : [screen, ...rest];
  return `#/${parts.map((part) => encodeURIComponent(part)).join('/').replace(/\/+$/, '')}`;
}

/** The number that an address #/chat/boiler-2/1187 asks for. */
export function numberIn(place: Place): number | null {
  const text = place.screen === 'chat' ? (place.rest[0] ?? '') : '';
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}

/** The place in the address bar. Back and forward work, as every place is an entry of the history. */
export class Router extends Observable {
  place = parsePlace(location.hash);

  private readonly follow = () => {
    this.place = parsePlace(location.hash);
    this.changed();
  };

  start(): void {
    addEventListener('hashchange', this.follow);
  }

  stop(): void {
    removeEventListener('hashchange', this.follow);
  }

  go(screen: Screen, space: string | null, ...rest: readonly (string | number)[]): void {
    location.hash = addressOf(screen, space, ...rest);
  }

  /** Without an entry in the history, where the place before was no place to come back to. */
  correct(screen: Screen, space: string | null, ...rest: readonly (string | number)[]): void {
    location.replace(addressOf(screen, space, ...rest));
  }
}

function isOfSpace(screen: Screen): boolean {
  return screensOfSpaces.some((each) => each === screen);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
