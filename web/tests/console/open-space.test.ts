import { describe, expect, it } from 'vitest';
import { rememberSpace, spaceToOpen } from '../../src/console/open-space';

const user = (name: string) => ({ name, spaces: ['Kazan Dairesi', 'boiler-2'] });

describe('the space to open', () => {
  it('is the one that is asked for, in its own spelling', () => {
    expect(spaceToOpen('KAZAN DAİRESİ', user('Ayse'))).toBe('Kazan Dairesi');
    expect(spaceToOpen('boiler-9', user('Ayse'))).toBe('boiler-9');
  });

  it('is the last one of this very user, else the first', () => {
    rememberSpace('Ayse', 'boiler-2');
    expect(spaceToOpen(null, user('Ayse'))).toBe('boiler-2');
    expect(spaceToOpen(null, user('Bora'))).toBe('Kazan Dairesi');
  });

  it('is never one that the user has left since', () => {
    rememberSpace('Ayse', 'turbine hall');
    expect(spaceToOpen(null, user('Ayse'))).toBe('Kazan Dairesi');
    expect(spaceToOpen(null, { name: 'Ayse', spaces: [] })).toBeNull();
    expect(spaceToOpen(null, null)).toBeNull();
  });
});
