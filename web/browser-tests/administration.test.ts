import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { eventually, Room } from './support/room';
import { adminPassword, password } from './support/server';

const room = new Room({ READBACK_WEBHOOKS_ALLOWED_NETWORKS: '127.0.0.1' });

test('an administrator makes a user and a space, lets the user in, and takes both away again', async () => {
  const admin = await room.person('admin', {}, adminPassword);
  const { page } = admin;
  await page.goto(`${room.server.address}/#/administration/users/new`);
  await page.locator('readback-user-form #username').fill('gül');
  await page.locator('readback-user-form #password').fill(password);
  await page.locator('readback-user-form [name=requirePasswordReset]').uncheck();
  await page.locator('readback-user-form button.main').click();
  await page.getByRole('heading', { name: 'gül' }).waitFor();

  await page.goto(`${room.server.address}/#/administration/spaces`);
  await page.locator('readback-spaces-section #name').fill('Kazan dairesi');
  await page.getByRole('button', { name: 'Add space' }).click();
  await page.getByRole('heading', { name: 'Kazan dairesi' }).waitFor();
  await page.locator('readback-space-members #member').fill('GÜL');
  await page.locator('readback-space-members #member').press('Enter');
  await page.locator('readback-space-members').getByText('gül').first().waitFor();

  const gul = await room.person('gül');
  await gul.write('İlk mesaj');
  await gul.message('İlk mesaj').locator('.number').waitFor();

  await page.getByRole('button', { name: 'Remove gül from Kazan dairesi' }).click();
  await page.locator('readback-space-members readback-confirm').getByRole('button', { name: 'Remove' }).click();
  await gul.page.getByText('not a member').first().waitFor();

  await page.goto(`${room.server.address}/#/administration/audit`);
  await page.getByText('Kazan dairesi').first().waitFor();
});

test('nobody but an administrator finds the administration, in the page or behind it', async () => {
  await room.server.space('boiler-2', 'ayse');
  const ayse = await room.person('ayse');
  expect(await ayse.page.getByRole('link', { name: 'Administration' }).count()).toBe(0);
  await ayse.page.goto(`${room.server.address}/#/administration/users`);
  await ayse.page.getByText('This part is for administrators.').waitFor();
  expect(await ayse.page.evaluate(async () => (await fetch('/api/users')).status)).toBe(403);
});

test('a locked user is listed, and can be unlocked', async () => {
  await room.server.space('locks', 'bora');
  for (let i = 0; i < 5; i++) {
    await fetch(`${room.server.address}/login`, { method: 'POST', body: new URLSearchParams({ username: 'bora', password: 'wrong password' }) });
  }
  const admin = await room.person('admin', {}, adminPassword);
  await admin.page.goto(`${room.server.address}/#/administration/locked`);
  await admin.page.getByRole('button', { name: 'Unlock bora' }).click();
  await admin.page.getByText('bora can log in again.').waitFor();
  await (await room.person('bora')).composer.waitFor();
});

test('a machine is made with a token that is shown once, sends by it, and is shut out', async () => {
  await room.server.space('pump house', 'chen');
  const admin = await room.person('admin', {}, adminPassword);
  const { page } = admin;
  await page.goto(`${room.server.address}/#/administration/spaces`);
  await page.getByRole('link', { name: 'pump house' }).click();
  await page.locator('readback-space-machines #machine').fill('alarms');
  await page.getByLabel('Token good until').fill('2020-01-01T00:00');
  await page.getByRole('button', { name: 'Add machine' }).click();
  await page.getByText('Must lie ahead.').waitFor();
  await page.getByLabel('Token good until').fill('2999-06-30T12:00');
  await page.getByRole('button', { name: 'Add machine' }).click();
  let token = await page.getByLabel('Token of alarms', { exact: true }).inputValue();
  expect(token).toMatch(/^rb_/);
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByText('Copied.').waitFor();
  await page.locator('readback-space-machines li').getByText('Until 30/06/2999, 12:00:00').waitFor();

  const say = (text: string) =>
    fetch(`${room.server.address}/api/chat/messages`, { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body: text });
  const chen = await room.person('chen');
  await chen.composer.waitFor();
  expect((await say('Pressure high')).status).toBe(204);
  await chen.message('Pressure high').getByText('alarms').waitFor();

  // Another token begins with the end that the old one had, and can be for good.
  await page.getByRole('button', { name: 'New token for alarms' }).click();
  const question = page.locator('readback-space-machines readback-confirm');
  expect(await question.getByLabel('Token good until').inputValue()).toBe('2999-06-30T12:00');
  await question.getByLabel('Token good until').fill('');
  await question.getByRole('button', { name: 'New token' }).click();
  await eventually(() => page.locator('readback-space-machines li').getByText('Until').count(), 0);
  expect((await say('Pressure high')).status).toBe(401);
  token = await page.getByLabel('Token of alarms', { exact: true }).inputValue();
  expect((await say('Pressure normal')).status).toBe(204);

  await page.getByRole('button', { name: 'Revoke the token of alarms' }).click();
  await page.locator('readback-space-machines readback-confirm').getByRole('button', { name: 'Revoke' }).click();
  await page.locator('readback-space-machines').getByText('Revoked', { exact: true }).waitFor();
  expect(await page.getByLabel('Token of alarms', { exact: true }).count()).toBe(0);
  expect((await say('Pressure low')).status).toBe(401);
});

test('a webhook is made, tried out, and its deliveries are shown', async () => {
  await room.server.space('line 7');
  const came: string[] = [];
  const receiver = createServer((request, response) => {
    came.push(String(request.headers['readback-event']));
    response.writeHead(204).end();
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const { page } = await room.person('admin', {}, adminPassword);
  await page.goto(`${room.server.address}/#/administration/spaces`);
  await page.getByRole('link', { name: 'line 7' }).click();
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  await page.locator('readback-space-webhooks #url').fill(url);
  await page.getByRole('button', { name: 'Add webhook' }).click();
  const secret = page.getByRole('textbox', { name: `Secret for ${url}` });
  expect(await secret.inputValue()).toMatch(/^rbwh_/);
  await page.getByRole('button', { name: `Test ${url}` }).click();
  await page.locator('readback-space-webhooks').getByText('✓ 204').waitFor();
  expect(came).toEqual(['test']);
  expect(await secret.inputValue()).toMatch(/^rbwh_/);

  await page.getByRole('button', { name: `Change ${url}` }).click();
  const form = page.locator('readback-space-webhooks li readback-webhook-form');
  await form.getByLabel('What somebody has not read in time').check();
  await form.getByLabel('After how many minutes').fill('1441');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('A whole number from 1 to 1,440.').waitFor();
  await form.getByLabel('After how many minutes').fill('15');
  await form.getByRole('button', { name: 'Save' }).click();
  await page.locator('readback-space-webhooks li').getByText('What somebody has not read after 15 minutes').waitFor();

  await page.getByRole('button', { name: `Switch off ${url}` }).click();
  await page.locator('readback-space-webhooks').getByText('Switched off').waitFor();
  await page.getByRole('button', { name: `Remove ${url}` }).click();
  await page.locator('readback-space-webhooks readback-confirm').getByRole('button', { name: 'Remove' }).click();
  await eventually(() => page.getByRole('button', { name: `Test ${url}` }).count(), 0);
  receiver.close();
});

test('an administrator is told once of settings that are not safe, and nobody else is', async () => {
  const admin = await room.person('admin', {}, adminPassword);
  await admin.page.goto(`${room.server.address}/#/administration/users`);
  // The server of these tests listens on a port of its own with the usual names of cookies.
  const note = admin.page.locator('readback-warnings-note');
  await note.getByText('sessions.accessCookieName').first().waitFor();
  await note.getByRole('button', { name: 'I know' }).click();
  await Promise.all([admin.page.waitForResponse((answer) => answer.url().endsWith('/api/warnings')), admin.page.reload()]);
  await admin.page.locator('readback-users-section table').waitFor();
  expect(await note.getByText('sessions.accessCookieName').count()).toBe(0);
});
