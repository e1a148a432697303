import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { Room } from './support/room';
import { adminPassword, password } from './support/server';

const room = new Room();

test('the talk by keyboard alone: log in, switch space, write, see who has read it', async () => {
  await room.server.space('alpha', 'ayse', 'bora');
  await room.server.space('beta', 'ayse');
  const context = await room.browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const keys = page.keyboard;
  await page.goto(room.server.address);
  await page.locator('#username').waitFor();
  await keys.type('ayse');
  await keys.press('Tab');
  await keys.type(password);
  await keys.press('Enter');
  await page.locator('readback-composer textarea').waitFor();

  const { focused, tabTo } = fingersOn(page);
  await tabTo(/^a .*beta/s);
  await keys.press('Enter');
  await page.getByRole('heading', { name: 'beta' }).waitFor();
  await tabTo(/^a .*alpha/s);
  await keys.press('Enter');
  await page.getByRole('heading', { name: 'alpha' }).waitFor();
  await tabTo(/^textarea/);
  await keys.type('Line one');
  await keys.press('Shift+Enter');
  await keys.type('Line two');
  await keys.press('Enter');
  const message = page.locator('article.message').filter({ hasText: 'Line two' });
  await message.locator('.number').waitFor();
  expect(await message.locator('.content').innerText()).toBe('Line one\nLine two');
  await tabTo(/^button .*Read by/s);
  await keys.press('Enter');
  await page.locator('readback-receipts').getByText('has not read it').waitFor();
  await keys.press('Escape');
  await page.locator('readback-receipts').waitFor({ state: 'detached' });
  expect(await focused()).toMatch(/^button .*Read by/s);
  await context.close();
});

test('searching, and opening what was found, by keyboard alone', async () => {
  await room.server.space('gamma', 'chen');
  await room.server.send('chen', 'gamma', 'Valve V-12 opened', 'Something else');
  const chen = await room.person('chen');
  const { tabTo } = fingersOn(chen.page);
  const keys = chen.page.keyboard;
  await tabTo(/^a .*Search/s);
  await keys.press('Enter');
  await chen.page.locator('readback-search-form #content').waitFor();
  await tabTo(/^input #content/);
  await keys.type('v-12');
  await keys.press('Enter');
  await chen.page.getByText('1 message found').first().waitFor();
  await tabTo(/^a .*V-12/s);
  await keys.press('Enter');
  await chen.message('V-12').waitFor();
});

test('making a space, letting somebody in and out again, by keyboard alone', async () => {
  await room.server.userId('dora');
  const admin = await room.person('admin', {}, adminPassword);
  const { tabTo } = fingersOn(admin.page);
  const keys = admin.page.keyboard;
  await tabTo(/^a .*Administration/s);
  await keys.press('Enter');
  await admin.page.locator('readback-users-section table').waitFor();
  await tabTo(/^a Spaces$/);
  await keys.press('Enter');
  await admin.page.locator('readback-spaces-section #name').waitFor();
  await tabTo(/^input #name/);
  await keys.type('delta');
  await keys.press('Enter');
  await admin.page.getByRole('heading', { name: 'delta' }).waitFor();
  await admin.page.locator('readback-space-members #member').waitFor();
  await tabTo(/^input #member/);
  await keys.type('dora');
  await keys.press('Enter');
  await admin.page.getByRole('button', { name: 'Remove dora from delta' }).waitFor();
  await tabTo(/^button .*Remove dora from delta/s);
  await keys.press('Enter');
  const question = admin.page.locator('readback-confirm');
  await question.waitFor();
  await tabTo(/^button Remove$/);
  await keys.press('Enter');
  await admin.page.getByRole('button', { name: 'Remove dora from delta' }).waitFor({ state: 'detached' });
});

/** Where the focus is, and how Tab gets it to something. */
function fingersOn(page: Page) {
  const focused = () => page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) {
      element = element.shadowRoot.activeElement;
    }
    return element === null
      ? ''
      : `${element.localName} ${element.localName === 'input' ? `#${element.id}` : (element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '')}`;
  });
  const tabTo = async (what: RegExp) => {
    const seen: string[] = [];
    for (let i = 0; i < 60; i++) {
      seen.push(await focused());
      if (what.test(seen[i]!)) {
        return;
      }
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not lead to ${what}, but to:\n${seen.join('\n')}`);
  };
  return { focused, tabTo };
}
