import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { Room } from './support/room';
import { password } from './support/server';

const room = new Room();

test('an auditor takes the record of a space away, as lines and as a form that prints', async () => {
  await room.server.space('boiler-2', 'ayse', 'bora', 'dina');
  await room.server.send('ayse', 'boiler-2', 'Kazan 2 devrede <b>11,8 bar</b>', '=1+1');
  await room.server.readAll('bora', 'boiler-2');
  const { page } = await room.person('dina', { timezoneId: 'Europe/Istanbul' }, password);
  await room.server.post(`/api/users/${await room.server.userId('dina')}/roles`, 'AUDITOR');
  await page.reload();
  await page.goto(`${room.server.address}/#/administration/export`);
  const section = page.locator('readback-export-section');

  const take = async (format: string) => {
    await section.locator('#format').selectOption(format);
    const [download] = await Promise.all([page.waitForEvent('download'), section.getByRole('button', { name: 'Export' }).click()]);
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  };
  const lines = await take('jsonl');
  expect(lines.name).toMatch(/^readback-boiler-2-at-\d+\.jsonl$/);
  const [head, first, , end] = lines.text.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(head).toMatchObject({ space: 'boiler-2', zone: 'Europe/Istanbul', madeBy: 'dina' });
  expect(first).toMatchObject({ content: 'Kazan 2 devrede <b>11,8 bar</b>', unreadBy: ['dina'], readCount: 2 });
  expect(end).toMatchObject({ type: 'end', messages: 2 });
  await section.getByText('holds what was on record at position').waitFor();

  const form = await take('html');
  const printed = await page.context().newPage();
  await printed.setContent(form.text);
  expect(await printed.locator('table.log tbody tr').count()).toBe(3);
  await printed.getByText('Kazan 2 devrede <b>11,8 bar</b>').waitFor();
  expect((await printed.pdf({ preferCSSPageSize: true })).length).toBeGreaterThan(1000);
  await printed.close();

  await section.locator('#zone').fill('Mars/Olympus');
  await section.getByRole('button', { name: 'Export' }).click();
  await section.getByText('zone: must be the name of a time zone').waitFor();
});
