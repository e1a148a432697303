import { describe, expect, it } from 'vitest';
import { catalogues as ofAdministration } from '../../src/i18n/administration';
import { catalogues as ofConsole } from '../../src/i18n/console';
import { catalogues as ofElement } from '../../src/i18n/element';
import { languages } from '../../src/i18n/language';
import type { Text } from '../../src/i18n/texts';

type Catalogues = Readonly<Record<string, Readonly<Record<string, Text>>>>;

/** The names in braces, which must be filled in every language. */
const places = (text: Text): string[] =>
  [...new Set(JSON.stringify(text).match(/\{\w+\}/g) ?? [])].sort();

describe.each<[string, Catalogues]>([
  ['element', ofElement],
  ['console', ofConsole],
  ['administration', ofAdministration],
])('the catalogues of the %s', (_, catalogues) => {
  const english = catalogues['en']!;

  it('are there for every language', () => expect(Object.keys(catalogues).sort()).toEqual([...languages].sort()));

  it.each(languages)('are complete in %s', (language) =>
    expect(Object.keys(catalogues[language]!).sort()).toEqual(Object.keys(english).sort()),
  );

  it.each(languages)('have no empty text in %s', (language) => {
    const forms = Object.values(catalogues[language]!).flatMap((text) => (typeof text === 'string' ? [text] : Object.values(text)));
    expect(forms.filter((form) => form.trim() === '')).toEqual([]);
  });

  it.each(languages)('have the same places to fill in %s', (language) => {
    for (const [key, text] of Object.entries(catalogues[language]!)) {
      expect([key, places(text)]).toEqual([key, places(english[key]!)]);
      expect([key, typeof text]).toEqual([key, typeof english[key]]);
    }
  });
});
