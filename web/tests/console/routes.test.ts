import { describe, expect, it } from 'vitest';
import { addressOf, numberIn, parsePlace } from '../../src/console/routes';

describe('addresses', () => {
  it.each([
    ['', { screen: 'chat', space: null, rest: [] }],
    ['#/chat/boiler-2', { screen: 'chat', space: 'boiler-2', rest: [] }],
    ['#/chat/boiler-2/1187', { screen: 'chat', space: 'boiler-2', rest: ['1187'] }],
    ['#/search/Kazan%20Dairesi/content%3Da%252Fb', { screen: 'search', space: 'Kazan Dairesi', rest: ['content=a%2Fb'] }],
    ['#/administration/users/7', { screen: 'administration', space: null, rest: ['users', '7'] }],
    ['#/account', { screen: 'account', space: null, rest: [] }],
    ['#/elsewhere/x', { screen: 'chat', space: 'x', rest: [] }],
    ['#/chat/100%', { screen: 'chat', space: '100%', rest: [] }],
  ])('%s is read', (hash, place) => expect(parsePlace(hash)).toEqual(place));

  it.each(['boiler-2', 'Kazan Dairesi', 'a/b?c#d', 'ISI–ÇEVRİM', '..', '#'])('lead back to the space %s', (space) =>
    expect(parsePlace(addressOf('people', space))).toEqual({ screen: 'people', space, rest: [] }),
  );

  it('name no space where a screen shows none', () => {
    expect(addressOf('account', 'boiler-2')).toBe('#/account');
    expect(addressOf('administration', 'boiler-2', 'users')).toBe('#/administration/users');
  });

  it.each([
    ['#/chat/a/1187', 1187],
    ['#/chat/a/0', null],
    ['#/chat/a/-1', null],
    ['#/chat/a/1e3', null],
    ['#/chat/a/12345678901234567890', null],
    ['#/chat/a', null],
    ['#/search/a/12', null],
  ])('%s asks for message %s', (hash, number) => expect(numberIn(parsePlace(hash))).toBe(number));
});
