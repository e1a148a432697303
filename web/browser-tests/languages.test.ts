import { expect, test } from 'vitest';
import { Room } from './support/room';

const room = new Room();

test.each([
  { locale: 'en-GB', lang: 'en', write: 'Write a message', search: 'Search' },
  { locale: 'tr-TR', lang: 'tr', write: 'Mesaj yaz', search: 'Ara' },
  { locale: 'de-DE', lang: 'de', write: 'Nachricht schreiben', search: 'Suche' },
])('the browser chooses the language: $locale', async ({ locale, lang, write, search }) => {
  await room.server.space(`space-${lang}`, `user-${lang}`);
  const person = await room.person(`user-${lang}`, { locale });
  expect(await person.page.evaluate(() => document.documentElement.lang)).toBe(lang);
  expect(await person.composer.getAttribute('placeholder')).toContain(write);
  await person.page.getByRole('link', { name: search }).first().waitFor();
});

test('a language that is chosen by hand stays', async () => {
  await room.server.space('boiler-2', 'ayse');
  const ayse = await room.person('ayse');
  await ayse.page.goto(`${room.server.address}/#/account`);
  await ayse.page.getByRole('button', { name: 'Türkçe' }).click();
  await ayse.page.goto(`${room.server.address}/#/chat/boiler-2`);
  await ayse.page.reload();
  await ayse.composer.waitFor();
  expect(await ayse.page.evaluate(() => document.documentElement.lang)).toBe('tr');
});
