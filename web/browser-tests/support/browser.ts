import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';
import { password, type TestServer } from './server';

const systemBrowsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The system's Chromium, without the calls home that an isolated network would not answer. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? systemBrowsers.find(existsSync) ?? '',
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required',
    ],
  });
}

/** Somebody at a screen of their own. What the page complains about is a failure of the test. */
export class Person {
  readonly complaints: string[] = [];

  private constructor(
    readonly name: string,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async at(
    browser: Browser,
    server: TestServer,
    name: string,
    options: BrowserContextOptions = {},
    secret: string = password,
  ): Promise<Person> {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 }, ...options });
    const person = new Person(name, context, await context.newPage());
    person.watch(person.page);
    await person.page.goto(server.address);
    await person.logIn(secret);
    return person;
  }

  watch(page: Page): void {
    page.on('pageerror', (error) => this.complaints.push(`${error}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content.Security.Policy/i.test(message.text())) {
        this.complaints.push(message.text());
      }
    });
  }

  async logIn(secret: string): Promise<void> {
    await this.page.locator('#username').fill(this.name);
    await this.page.locator('#password').fill(secret);
    await this.page.locator('#password').press('Enter');
    await this.composer.waitFor();
  }

  get composer(): Locator {
    return this.page.locator('readback-composer textarea');
  }

  async write(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** A message on the screen, by its text. */
  message(text: string): Locator {
    return this.page.locator('article.message').filter({ hasText: text });
  }

  receipt(text: string): Locator {
    return this.message(text).locator('.receipt .long');
  }

  async open(space: string): Promise<void> {
    await this.page.locator('readback-space-list a').filter({ hasText: space }).click();
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}
