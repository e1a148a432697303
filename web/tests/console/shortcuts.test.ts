import { describe, expect, it } from 'vitest';
import { commandOf, type Press } from '../../src/console/shortcuts';

const press = (code: string, held: Partial<Press> = {}): Press => ({
  code,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...held,
});

describe('shortcuts', () => {
  it.each([
    ['KeyS', { kind: 'screen', screen: 'search' }],
    ['Digit1', { kind: 'space', index: 0 }],
    ['Digit9', { kind: 'space', index: 8 }],
    ['ArrowDown', { kind: 'nextSpace' }],
    ['KeyH', { kind: 'help' }],
  ])('Alt and %s', (code, command) => expect(commandOf(press(code, { altKey: true }))).toEqual(command));

  it('F6 goes round the page, both ways', () => {
    expect(commandOf(press('F6'))).toEqual({ kind: 'nextRegion' });
    expect(commandOf(press('F6', { shiftKey: true }))).toEqual({ kind: 'previousRegion' });
  });

  it('writing is never a command', () => {
    for (const code of ['KeyS', 'KeyC', 'Digit1', 'ArrowDown', 'Slash']) {
      expect(commandOf(press(code))).toBeNull();
      expect(commandOf(press(code, { shiftKey: true }))).toBeNull();
    }
  });

  it('AltGr writes, and Alt with the digit block writes ° and the like', () => {
    expect(commandOf(press('Digit7', { altKey: true, ctrlKey: true }))).toBeNull();
    expect(commandOf(press('Numpad1', { altKey: true }))).toBeNull();
    expect(commandOf(press('Digit0', { altKey: true }))).toBeNull();
  });
});
