// Logs in with a browser, as a person does, and sends a message:
//   node tools/browser-login.mjs <address> <username> <password> <message>
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { chromium } = createRequire(join(import.meta.dirname, '..', 'web', 'package.json'))('playwright-core');
const [address, username, password, message] = process.argv.slice(2);
const systemBrowsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? systemBrowsers.find(existsSync) ?? '',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await page.goto(address);
  await page.locator('#username').fill(username);
  await page.locator('#password').fill(password);
  await page.locator('#password').press('Enter');
  const composer = page.locator('readback-composer textarea');
  await composer.fill(message);
  await composer.press('Enter');
  await page.locator('article.message').filter({ hasText: message }).waitFor();
} finally {
  await browser.close();
}
