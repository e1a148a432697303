import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { eventually, Room } from './support/room';
import { adminPassword } from './support/server';

const room = new Room({ READBACK_WEBHOOKS_ALLOWED_NETWORKS: '127.0.0.1' });
const pictures = fileURLToPath(new URL('../../artifacts/screenshots/', import.meta.url));

let axe = '';

beforeAll(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await mkdir(pictures, { recursive: true });
  await room.server.space('boiler-2', 'ayse', 'bora', 'chen', 'admin');
  await room.server.space('line-1', 'ayse', 'admin');
  await room.server.send('bora', 'boiler-2', 'Kazan 2 devrede, basınç 11,8 bar.', 'Besleme pompası P-7 değişti.\nYedek: P-8.');
  await room.server.send('chen', 'boiler-2', 'Feed water 104 °C, trend: https://historian.example/trend/7', 'Schichtübergabe um 14:00 👍');
  await room.server.send('ayse', 'boiler-2', 'Anlaşıldı. Read back 3: 104 °C.');
  await room.server.readAll('bora', 'boiler-2');
  await room.server.post('/api/spaces/2/machines', { name: 'alarms', scopes: ['send', 'read'] });
  await room.server.post('/api/spaces/2/webhooks', { url: 'http://127.0.0.1:9/hook', events: ['message', 'unread'] });
  await room.server.send('ayse', 'line-1', 'Line 1 stands still until 10:30.');
});

/** What a screen has to show before it is looked at. */
const screens: { name: string; path: string; ready: string }[] = [
  { name: 'conversation', path: '#/chat/boiler-2', ready: 'article.message' },
  { name: 'search', path: '#/search/boiler-2/content=bar', ready: 'readback-search-form' },
  { name: 'people', path: '#/people/boiler-2', ready: 'readback-people-screen' },
  { name: 'account', path: '#/account', ready: 'readback-account-screen' },
  { name: 'users', path: '#/administration/users', ready: 'readback-users-section table' },
  { name: 'new-user', path: '#/administration/users/new', ready: 'readback-user-form' },
  { name: 'spaces', path: '#/administration/spaces', ready: 'readback-spaces-section table' },
  { name: 'space', path: '#/administration/spaces/2', ready: 'readback-space-machines li' },
  { name: 'locked', path: '#/administration/locked', ready: 'readback-locked-section' },
  { name: 'audit', path: '#/administration/audit', ready: 'readback-records-section table' },
  { name: 'export', path: '#/administration/export', ready: 'readback-export-section form' },
  { name: 'log-ins', path: '#/administration/log-ins', ready: 'readback-records-section table' },
];

const looks = [
  { look: 'light', colorScheme: 'light', width: 1280, height: 800 },
  { look: 'dark', colorScheme: 'dark', width: 1280, height: 800 },
  { look: 'narrow', colorScheme: 'light', width: 400, height: 800 },
] as const;

test.each(looks)('every screen is accessible and keeps within the window: $look', { timeout: 180_000 }, async ({ look, colorScheme, width, height }) => {
  const context = { colorScheme, viewport: { width, height } };
  const admin = await room.person('admin', context, adminPassword);
  for (const { name, path, ready } of screens) {
    await admin.page.goto(`${room.server.address}/${path}`);
    await admin.page.locator(ready).first().waitFor();
    await settle(admin.page);
    await admin.page.screenshot({ path: `${pictures}${name}-${look}.png` });
    expect(await violations(admin.page), `${name}, ${look}`).toEqual([]);
    expect(await admin.page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${name} is too wide`).toBeLessThanOrEqual(0);
  }
});

test.each(looks)('the log-in and the receipts too: $look', async ({ look, colorScheme, width, height }) => {
  const browserContext = await room.browser.newContext({ locale: 'en-GB', colorScheme, viewport: { width, height } });
  const page = await browserContext.newPage();
  await page.goto(room.server.address);
  await page.locator('#username').waitFor();
  await page.screenshot({ path: `${pictures}log-in-${look}.png` });
  expect(await violations(page)).toEqual([]);
  await browserContext.close();

  const ayse = await room.person('ayse', { colorScheme, viewport: { width, height } });
  await ayse.page.goto(`${room.server.address}/#/chat/boiler-2`);
  await ayse.message('Anlaşıldı').locator('.receipt').click();
  await ayse.page.locator('readback-receipts time').first().waitFor();
  await settle(ayse.page);
  await ayse.page.screenshot({ path: `${pictures}receipts-${look}.png` });
  expect(await violations(ayse.page)).toEqual([]);
});

/** Until nothing loads or moves any more. (The network never rests: the feed is open.) */
async function settle(page: Page): Promise<void> {
  await eventually(() => page.getByText('Loading…').count(), 0);
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))));
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    type Axe = { run(context: Document): Promise<{ violations: { id: string; nodes: { target: unknown[]; failureSummary: string }[] }[] }> };
    const found = await (window as unknown as { axe: Axe }).axe.run(document);
    return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`));
  });
}
