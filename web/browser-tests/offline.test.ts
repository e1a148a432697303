import { expect, test } from 'vitest';
import { eventually, Room } from './support/room';

const room = new Room();

async function contents(space: string, username: string): Promise<string[]> {
  const answer = await fetch(`${room.server.address}/login`, {
    method: 'POST',
    body: new URLSearchParams({ username, password: 'battery staple 2' }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const page = await room.server.call<{ content: { content: string }[] }>(
    'GET', '/api/chat/messages/filter?size=2000&sort=id,asc', undefined, { token, space });
  return page.content.map((message) => message.content);
}

test('with the network cut, what is typed waits, and goes out once and in order when it is back', async () => {
  await room.server.space('boiler-2', 'ayse', 'bora');
  const [ayse, bora] = [await room.person('ayse'), await room.person('bora')];
  await ayse.context.setOffline(true);
  for (const text of ['One', 'Two', 'Three']) {
    await ayse.write(text);
  }
  await ayse.page.getByText('No connection to the server').first().waitFor();
  expect(await ayse.page.locator('article.outgoing').count()).toBe(3);
  await room.server.send('bora', 'boiler-2', 'Said meanwhile');

  await ayse.context.setOffline(false);
  await bora.message('Three').waitFor();
  await ayse.message('Said meanwhile').waitFor();
  await eventually(() => ayse.page.locator('article.outgoing').count(), 0);
  expect(await contents('boiler-2', 'bora')).toEqual(['Said meanwhile', 'One', 'Two', 'Three']);
});

test('a server that restarts loses nothing of what was written meanwhile', async () => {
  await room.server.space('restart', 'chen', 'dora');
  const [chen, dora] = [await room.person('chen'), await room.person('dora')];
  await room.server.halt();
  await chen.write('Written while the server was down');
  await chen.page.locator('article.outgoing').waitFor();
  await dora.page.getByText('No connection to the server').first().waitFor();
  await room.server.run();
  await dora.message('Written while the server was down').waitFor({ timeout: 45_000 });
  await eventually(() => dora.page.getByText('No connection to the server').count(), 0, 45);
  expect(await contents('restart', 'dora')).toEqual(['Written while the server was down']);
});

test('a message that waits outlives a reload, and so does a draft', async () => {
  await room.server.space('reload', 'emil');
  const emil = await room.person('emil');
  await emil.page.route('**/api/chat/messages', (route) => route.abort());
  await emil.write('Waiting');
  await emil.page.locator('article.outgoing').waitFor();
  await emil.composer.fill('Half a sente');
  await emil.page.reload();
  await emil.page.locator('article.outgoing').filter({ hasText: 'Waiting' }).waitFor();
  expect(await emil.composer.inputValue()).toBe('Half a sente');
  await emil.page.unroute('**/api/chat/messages');
  await eventually(() => contents('reload', 'emil'), ['Waiting'], 45);
  await eventually(() => emil.page.locator('article.outgoing').count(), 0, 45);
});
