import { Observable } from '../browser/observable';

/** The screens of the console; their addresses stand behind the hash, as the server knows one page only. */
export const screens = ['chat', 'search', 'people', 'administration'] as const;
export type Screen = (typeof screens)[number];

/** Where the console is: #/chat/boiler-2, or with more behind it #/chat/boiler-2/1187. */
export interface Place {
  readonly screen: Screen;
  readonly space: string | null;
  readonly rest: readonly string[];
}

export function parsePlace(hash: string): Place {
  const [screen, space, ...rest] = hash.replace(/^#?\/?/, '').split('/').map(decode);
  return { screen: screens.find((each) => each === screen) ?? 'chat', space: space || null, rest };
}

export function addressOf(screen: Screen, space: string | null, ...rest: readonly (string | number)[]): string {
  return `#/${[screen, space ?? '', ...rest].map((part) => encodeURIComponent(part)).join('/').replace(/\/+$/, '')}`;
}

/** The place in the address bar. Back and forward work, as every place is an entry of the history. */
export class Router extends Observable {
  place = parsePlace(location.hash);

  constructor() {
    super();
    addEventListener('hashchange', () => {
      this.place = parsePlace(location.hash);
      this.changed();
    });
  }

  go(screen: Screen, space: string | null, ...rest: readonly (string | number)[]): void {
    location.hash = addressOf(screen, space, ...rest);
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
