import type { TextKey } from '../i18n/console';
import type { Screen } from './routes';

export type Command =
  | { readonly kind: 'screen'; readonly screen: Screen }
  | { readonly kind: 'space'; readonly index: number }
  | { readonly kind: 'nextSpace' | 'previousSpace' | 'help' | 'nextRegion' | 'previousRegion' };

/** What a key press says, as far as it is needed here. */
export type Press = Pick<KeyboardEvent, 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/** The list that the help shows. */
export const shortcutList: readonly { readonly keys: string; readonly text: TextKey }[] = [
  { keys: 'Alt+C', text: 'chat' },
  { keys: 'Alt+S', text: 'search' },
  { keys: 'Alt+P', text: 'people' },
  { keys: 'Alt+K', text: 'account' },
  { keys: 'Alt+M', text: 'administration' },
  { keys: 'Alt+1 … Alt+9', text: 'shortcutSpace' },
  { keys: 'Alt+↑, Alt+↓', text: 'shortcutNextSpace' },
  { keys: 'F6, Shift+F6', text: 'shortcutRegion' },
  { keys: 'Alt+H', text: 'help' },
  { keys: 'Esc', text: 'shortcutClose' },
];

const screensByKey: Readonly<Record<string, Screen>> = {
  KeyC: 'chat',
  KeyS: 'search',
  KeyP: 'people',
  KeyK: 'account',
  KeyM: 'administration',
};

/**
 * The command of a key press, or null. Each needs Alt (or is a function key), so that none can be hit while writing;
 * none is on the digit block, where Alt types ° and the like. By the key's place, as Alt changes the letter on some
 * systems. AltGr, which is Ctrl+Alt, writes and commands nothing.
 */
export function commandOf(press: Press): Command | null {
  if (press.code === 'F6' && !press.altKey && !press.ctrlKey && !press.metaKey) {
    return { kind: press.shiftKey ? 'previousRegion' : 'nextRegion' };
  }
  if (!press.altKey || press.ctrlKey || press.metaKey || press.shiftKey) {
    return null;
  }
  const screen = screensByKey[press.code];
  if (screen !== undefined) {
    return { kind: 'screen', screen };
  }
  const digit = /^Digit([1-9])$/.exec(press.code)?.[1];
  if (digit !== undefined) {
    return { kind: 'space', index: Number(digit) - 1 };
  }
  switch (press.code) {
    case 'ArrowDown':
      return { kind: 'nextSpace' };
    case 'ArrowUp':
      return { kind: 'previousSpace' };
    case 'KeyH':
      return { kind: 'help' };
    default:
      return null;
  }
}
