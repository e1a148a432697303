import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, Room } from './support/room';
import { password } from './support/server';

/** An HMI's own pages, on localhost: to a browser that is another site than the server's 127.0.0.1. */
let hmi: Server | undefined;
let hmiAddress = '';
const hmiPort = 31_000 + Math.floor(Math.random() * 1_000);
const room = new Room({ READBACK_NETWORK_ALLOWED_ORIGINS: `http://localhost:${hmiPort}` });

beforeAll(async () => {
  hmi = createServer((request, answer) => {
    const server = room.server.address;
    const url = new URL(request.url ?? '/', 'http://localhost');
    const element = `<readback-chat id="chat" server="${server}" space="boiler-2"></readback-chat>`;
    const script = url.searchParams.has('classic')
      ? `<script src="${server}/readback-chat.classic.js"></script>`
      : `<script type="module" src="${server}/readback-chat.js"></script>`;
    answer.setHeader('Content-Type', 'text/html; charset=utf-8');
    answer.end(
      url.pathname === '/frame'
        ? `<!doctype html><title>HMI</title><iframe src="/page${url.search}" width="700" height="500"></iframe>`
        : `<!doctype html><title>HMI</title><style>readback-chat{height:400px}</style><p id="unread">?</p>${element}${
            url.searchParams.has('twice') ? element.replace('id="chat"', 'id="chat2"') : ''
          }${script}<script>document.getElementById('chat').addEventListener('unread-changed', (e) => { document.getElementById('unread').textContent = JSON.stringify(e.detail); });</script>`,
    );
  });
  await new Promise<void>((resolve) => hmi!.listen(hmiPort, 'localhost', resolve));
  hmiAddress = `http://localhost:${(hmi!.address() as AddressInfo).port}`;
});

afterAll(() => {
  hmi?.close();
});

test.each(['/page', '/page?classic', '/frame', '/frame?classic'])('the element works on a page of another site: %s', async (path) => {
  await ensureBoiler();
  const context = await room.browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(hmiAddress + path);
  const inside = path.startsWith('/frame') ? page.frameLocator('iframe') : page;
  await inside.locator('readback-chat input[name=username]').fill('ayse');
  await inside.locator('readback-chat input[name=password]').fill(password);
  await inside.locator('readback-chat input[name=password]').press('Enter');
  const composer = inside.locator('readback-composer textarea');
  await composer.fill(`From the HMI ${path}`);
  await composer.press('Enter');
  await inside.locator('article.message').filter({ hasText: `From the HMI ${path}` }).locator('.number').waitFor();
  await room.server.send('bora', 'boiler-2', `Answer to ${path}`);
  await inside.locator('article.message').filter({ hasText: `Answer to ${path}` }).waitFor();
  expect(await context.cookies(room.server.address), 'cookies on another site').toEqual([]);
  await context.close();
});

test('it stands twice on a page, tells the page what is unread, and is gone without a trace', async () => {
  await ensureBoiler();
  const context = await room.browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(`${hmiAddress}/page?twice`);
  await page.locator('#chat input[name=username]').fill('ayse');
  await page.locator('#chat input[name=password]').fill(password);
  await page.locator('#chat input[name=password]').press('Enter');
  await page.locator('#chat readback-composer textarea').waitFor();
  await page.locator('#chat2 readback-composer textarea').waitFor();
  await page.locator('#unread').filter({ hasText: /unread/ }).waitFor();

  const streams = async () => {
    const metrics = await (await fetch(`${room.server.address}/metrics`)).text();
    return Number(/^readback_feed_streams(?:\{[^}]*\})? (\d+)/m.exec(metrics)?.[1] ?? '-1');
  };
  await eventually(async () => (await streams()) > 0, true);
  await page.evaluate(() => document.querySelectorAll('readback-chat').forEach((element) => element.remove()));
  await eventually(streams, 0, 30);
  await context.close();
});

let isBoilerMade = false;
async function ensureBoiler(): Promise<void> {
  if (!isBoilerMade) {
    isBoilerMade = true;
    await room.server.space('boiler-2', 'ayse', 'bora');
  }
}
