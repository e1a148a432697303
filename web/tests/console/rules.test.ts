import { describe, expect, it } from 'vitest';
import { checkAgain, checkContact, checkPassword, checkSpaceName, checkUsername } from '../../src/console/rules';

describe('rules of forms', () => {
  it.each(['a', 'Ayşe Öz', 'x'.repeat(50), 'a%b'])('take the username %s', (name) => expect(checkUsername(name)).toBeNull());

  it.each(['', ' a', 'a ', 'a\u00a0', 'a/b', 'a\tb', 'a\u0085b', 'x'.repeat(51), '🔧'.repeat(26)])('refuse the username %j', (name) =>
    expect(checkUsername(name)).not.toBeNull(),
  );

  it.each(['boiler-2', 'a/b', 'x'.repeat(100)])('take the space %s', (name) => expect(checkSpaceName(name)).toBeNull());

  it.each(['', '50%', ' a', 'x'.repeat(101), 'a\nb'])('refuse the space %j', (name) => expect(checkSpaceName(name)).not.toBeNull());

  it.each([
    ['ten-chars!', 'Ayse', true],
    ['nine-char', 'Ayse', false],
    ['x'.repeat(128), 'Ayse', true],
    ['x'.repeat(129), 'Ayse', false],
    ['FRANZISKA GROSS', 'franziska gross', false],
    ['ıIİi-operator', 'iiii-OPERATOR', false],
  ])('weigh the password %s of %s', (password, username, isGood) =>
    expect(checkPassword(password, username) === null).toBe(isGood),
  );

  it('compare passwords to the letter', () => {
    expect(checkAgain('Ten-Chars!', 'Ten-Chars!')).toBeNull();
    expect(checkAgain('Ten-Chars!', 'ten-chars!')).not.toBeNull();
  });

  it('take an empty address', () => {
    expect(checkContact('', 10)).toBeNull();
    expect(checkContact('a'.repeat(11), 10)).not.toBeNull();
    expect(checkContact('a\u0000', 10)).not.toBeNull();
  });
});
