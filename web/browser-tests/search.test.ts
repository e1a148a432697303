import { expect, test } from 'vitest';
import { eventually, Room } from './support/room';

const room = new Room();

test('a search finds in any case, marks what it found, and a click opens the message in its place', async () => {
  await room.server.space('boiler-2', 'ayse', 'bora');
  await room.server.send('bora', 'boiler-2', 'KAZAN BASINCI YÜKSELDİ', ...Array.from({ length: 120 }, (_, i) => `Kayıt ${i + 1}`));
  const ayse = await room.person('ayse');
  await ayse.page.getByRole('link', { name: 'Search' }).click();
  await ayse.page.locator('readback-search-form #content').fill('yükseldi');
  await ayse.page.locator('readback-search-form #content').press('Enter');
  await ayse.page.getByText('1 message found').first().waitFor();
  expect(await ayse.page.locator('readback-search-screen mark').innerText()).toBe('YÜKSELDİ');
  await ayse.page.locator('readback-search-screen mark').click();
  await ayse.message('KAZAN BASINCI').waitFor();
  await eventually(() => ayse.message('KAZAN BASINCI').evaluate((row) => row.classList.contains('marked')), true);
});

test('a sender and a period narrow a search, and a period that ends before it starts is refused', async () => {
  await room.server.space('line-1', 'chen', 'dora');
  await room.server.send('chen', 'line-1', 'Same words');
  await room.server.send('dora', 'line-1', 'Same words');
  const dora = await room.person('dora');
  await dora.page.goto(`${room.server.address}/#/search/line-1`);
  const form = dora.page.locator('readback-search-form');
  await form.locator('#content').fill('same');
  await form.locator('#content').press('Enter');
  await dora.page.getByText('2 messages found').first().waitFor();
  await form.locator('#from').fill('CHEN');
  await form.locator('#from').press('Enter');
  await dora.page.getByText('1 message found').first().waitFor();
  await form.locator('#since').fill('2026-01-02T00:00');
  await form.locator('#until').fill('2026-01-01T00:00');
  await form.getByRole('button', { name: 'Search' }).click();
  await form.getByText('The end is before the beginning.').waitFor();
});
