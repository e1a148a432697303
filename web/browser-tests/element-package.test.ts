import { createReadStream, existsSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unpack } from '../tests/element-package/packed';
import { Room } from './support/room';
import { password } from './support/server';

/** The unpacked package on a web server that knows nothing but files; to a browser localhost is another site than 127.0.0.1. */
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const port = 30_000 + Math.floor(Math.random() * 1_000);
const room = new Room({ READBACK_NETWORK_ALLOWED_ORIGINS: `http://localhost:${port}` });
const { folder, element } = unpack();
let site: Server | undefined;

beforeAll(async () => {
  site = createServer((request, answer) => {
    const file = join(element, normalize(new URL(request.url ?? '/', 'http://localhost').pathname));
    if (!existsSync(file)) {
      answer.statusCode = 404;
      answer.end();
      return;
    }
    answer.setHeader('Content-Type', `${types[extname(file)] ?? 'text/plain'}; charset=utf-8`);
    createReadStream(file).pipe(answer);
  });
  await new Promise<void>((resolve) => site!.listen(port, 'localhost', resolve));
  await room.server.space('boiler-2', 'ayse', 'bora');
});

afterAll(() => {
  site?.close();
  rmSync(folder, { recursive: true, force: true });
});

const address = (page: string) =>
  `http://localhost:${port}/examples/${page}?server=${encodeURIComponent(room.server.address)}&space=boiler-2`;

test.each(['plain.html', 'classic.html', 'hmi.html'])('the example %s holds a conversation and tells what is unread', async (name) => {
  const context = await room.browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(`${error}`));
  // Opened as somebody would: by its link on the page of examples.
  await page.goto(address('index.html'));
  await page.locator(`a[href^="${name}"]`).click();

  const inside = name === 'hmi.html' ? page.frameLocator('iframe') : page;
  await inside.locator('readback-chat input[name=username]').fill('ayse');
  await inside.locator('readback-chat input[name=password]').fill(password);
  await inside.locator('readback-chat input[name=password]').press('Enter');
  const composer = inside.locator('readback-composer textarea');
  await composer.fill(`From ${name}`);
  await composer.press('Enter');
  await inside.locator('article.message').filter({ hasText: `From ${name}` }).locator('.number').waitFor();
  if (name === 'hmi.html') {
    await page.locator('#unread').filter({ hasText: /^\d+$/ }).waitFor();
  }

  await room.server.send('bora', 'boiler-2', `Answer to ${name}`);
  await inside.locator('article.message').filter({ hasText: `Answer to ${name}` }).waitFor();
  expect(errors).toEqual([]);
  await context.close();
});
