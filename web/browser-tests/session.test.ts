import { expect, test } from 'vitest';
import { eventually, Room } from './support/room';
import { password } from './support/server';

const room = new Room();

test('a session that ends asks for the password in place, and no draft is lost', async () => {
  await room.server.space('boiler-2', 'ayse', 'bora');
  const [ayse, bora] = [await room.person('ayse'), await room.person('bora')];
  await ayse.composer.fill('Not sent yet');
  const id = await room.server.userId('ayse');
  await room.server.call('PUT', `/api/users/${id}`, JSON.stringify({ enabled: false }));
  await room.server.call('PUT', `/api/users/${id}`, JSON.stringify({ enabled: true }));

  await ayse.page.getByText('Your session has ended').waitFor();
  expect(await ayse.composer.inputValue()).toBe('Not sent yet');
  const field = ayse.page.locator('input[name=password]');
  await field.fill(password);
  await field.press('Enter');
  await eventually(() => ayse.page.getByText('Your session has ended').count(), 0);
  expect(await ayse.composer.inputValue()).toBe('Not sent yet');
  await ayse.composer.press('Enter');
  await bora.message('Not sent yet').waitFor();
});

test('a wrong password is told in words, and the right one lets in', async () => {
  await room.server.space('gate', 'chen');
  const page = await (await room.browser.newContext({ locale: 'en-GB' })).newPage();
  await page.goto(room.server.address);
  await page.locator('#username').fill('chen');
  await page.locator('#password').fill('no such password');
  await page.locator('#password').press('Enter');
  await page.getByText('Username or password is wrong').waitFor();
  await page.locator('#password').fill(password);
  await page.locator('#password').press('Enter');
  await page.locator('readback-composer textarea').waitFor();
  await page.context().close();
});

test('somebody whose password was set by an administrator chooses one first', async () => {
  await room.server.space('new', 'dora');
  await room.server.post('/api/users/dora/reset-password', {
    newPassword: 'given by admin 1', newPasswordAgain: 'given by admin 1', requirePasswordReset: true,
  });
  const page = await (await room.browser.newContext({ locale: 'en-GB' })).newPage();
  await page.goto(room.server.address);
  await page.locator('#username').fill('dora');
  await page.locator('#password').fill('given by admin 1');
  await page.locator('#password').press('Enter');
  await page.getByText('Choose a password of your own').waitFor();
  await page.getByLabel('Current password').fill('given by admin 1');
  await page.getByLabel('New password', { exact: true }).fill('my very own password');
  await page.getByLabel('New password, once more').fill('my very own password');
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.locator('readback-composer textarea').waitFor();
  await page.context().close();
});

test('two tabs share one stream, and both show what happens', async () => {
  await room.server.space('tabs', 'emil', 'fatma');
  const emil = await room.person('emil');
  const second = await emil.context.newPage();
  emil.watch(second);
  const opened: string[] = [];
  emil.context.on('request', (request) => request.url().includes('/api/chat/stream') && opened.push(request.url()));
  await second.goto(`${room.server.address}/#/chat/tabs`);
  await second.locator('readback-composer textarea').waitFor();
  await room.server.send('fatma', 'tabs', 'For both tabs');
  await second.locator('article.message').filter({ hasText: 'For both tabs' }).waitFor();
  await emil.message('For both tabs').waitFor();
  expect(opened, 'streams that the second tab opened').toEqual([]);

  // The tab that holds the stream goes; the other one takes over.
  await emil.page.close();
  await room.server.send('fatma', 'tabs', 'After the first tab closed');
  await second.locator('article.message').filter({ hasText: 'After the first tab closed' }).waitFor({ timeout: 45_000 });
});
