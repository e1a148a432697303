import { expect, test } from 'vitest';
import { Room } from './support/room';
import { password } from './support/server';

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

  const focused = () => page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) {
      element = element.shadowRoot.activeElement;
    }
    return element === null ? '' : `${element.localName} ${element.getAttribute('aria-label') ?? element.textContent?.trim() ?? ''}`;
  });
  const tabTo = async (what: RegExp) => {
    const seen: string[] = [];
    for (let i = 0; i < 60; i++) {
      seen.push(await focused());
      if (what.test(seen[i]!)) {
        return;
      }
      await keys.press('Tab');
    }
    throw new Error(`Tab does not lead to ${what}, but to:\n${seen.join('\n')}`);
  };
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
