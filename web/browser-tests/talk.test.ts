import { expect, test } from 'vitest';
import { eventually, Room } from './support/room';

const room = new Room();

test('two people talk, and each sees at once what the other has read', async () => {
  await room.server.space('boiler-2', 'ayse', 'bora');
  const ayse = await room.person('ayse');
  await ayse.write('Günaydın, kazan 2 devrede 👋\nBasınç 12 bar');
  await eventually(() => ayse.receipt('Basınç').innerText(), 'Read by 1 of 2');

  const bora = await room.person('bora');
  await bora.message('Basınç').waitFor();
  expect(await bora.message('Basınç').locator('.content').innerText()).toBe('Günaydın, kazan 2 devrede 👋\nBasınç 12 bar');
  await eventually(() => ayse.receipt('Basınç').innerText(), 'Read by all 2');

  await bora.write('Anlaşıldı #1');
  await ayse.message('Anlaşıldı').waitFor();
  await eventually(() => bora.receipt('Anlaşıldı').innerText(), 'Read by all 2');
  expect(await ayse.message('Anlaşıldı').locator('.number').innerText()).toBe('#2');
});

test('a message names who has read it and who has not, while it happens', async () => {
  await room.server.space('pumps', 'ayse', 'bora', 'chen');
  const ayse = await room.person('ayse');
  await ayse.open('pumps');
  await ayse.write('Pump 7 stopped');
  await ayse.message('Pump 7').locator('.receipt').click();
  const panel = ayse.page.locator('readback-receipts');
  await panel.getByText('2 have not read it').waitFor();

  const chen = await room.person('chen');
  await chen.message('Pump 7').waitFor();
  await panel.getByText('1 has not read it').waitFor();
  expect(await panel.locator('ul').first().innerText()).toContain('bora');
  expect(await panel.locator('ul').last().innerText()).toContain('chen');
});

test('a space that is not open counts what is unread there, and opening it reads it', async () => {
  await room.server.space('line-1', 'dora');
  await room.server.space('line-2', 'dora', 'emil');
  const dora = await room.person('dora');
  await dora.open('line-1');
  await room.server.send('emil', 'line-2', 'First', 'Second');
  const entry = dora.page.locator('readback-space-list a').filter({ hasText: 'line-2' });
  await eventually(() => entry.locator('.badge').innerText(), '2');
  await eventually(() => dora.page.title().then((title) => title.includes('2')), true);
  await dora.open('line-2');
  await dora.message('Second').waitFor();
  await eventually(() => entry.locator('.badge').count(), 0);
});

test('what was sent before somebody joined is no message to them', async () => {
  await room.server.space('night', 'ayse');
  await room.server.send('ayse', 'night', 'Before');
  await room.server.post(`/api/users/${await room.server.userId('fatma')}/spaces`, await spaceId('night'));
  await room.server.send('ayse', 'night', 'After');
  const fatma = await room.person('fatma');
  await fatma.message('After').waitFor();
  await eventually(() => fatma.receipt('After').innerText(), 'Read by all 2');
  const unread = await fatma.page.evaluate(async () => (await (await fetch('/api/chat/unread', { headers: { 'X-Space': 'night' } })).json()).total);
  expect(unread).toBe(1);
});

async function spaceId(name: string): Promise<string> {
  const spaces = await room.server.call<{ id: string; name: string }[]>('GET', '/api/spaces');
  return spaces.find((space) => space.name === name)!.id;
}
