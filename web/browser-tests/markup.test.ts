import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { eventually, Room } from './support/room';
import { adminPassword, password } from './support/server';

const room = new Room();

/** Names that would become something else than text if any screen let them: at most 50 characters, and no slash. */
const names = [
  '<img src=x onerror=hit=1>',
  '<svg onload=hit=1><x-mark>',
  '"onfocus=hit=1 autofocus x="',
  "'><x-mark onclick=hit=1>",
  '<script>hit=1<\\u002fscript>',
  '{{constructor.constructor("hit=1")()}}',
  '${hit=1}',
  'javascript:hit=1',
  '<!--<x-mark>-->\u202E\u2066',
  '&lt;x-mark&gt;&#60;x-mark&#62;',
].map((name) => name.slice(0, 50));

/** Screens of the console on which names stand, for a member who is an administrator. */
const screens = (user: string, space: string) => [
  `chat/${encodeURIComponent(space)}`, `people/${encodeURIComponent(space)}`, `search/${encodeURIComponent(space)}/content=hit`,
  'administration/users', `administration/users/${user}`, 'administration/spaces', 'administration/log-ins', 'administration/audit',
];

/** The others: a look at each is enough. */
const otherScreens = ['account', 'administration/users/new', 'administration/online', 'administration/locked'];

/** Looks through every shadow tree for anything that came out of a text. */
function grown(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const walk = (root: ParentNode) => {
      for (const element of root.querySelectorAll('*')) {
        const odd = [...element.attributes].filter(({ name, value }) => /^on(error|load|click|focus|mouseover)$/.test(name) || /^\s*(javascript|data:text|vbscript)/i.test(['href', 'src', 'action', 'srcdoc'].includes(name) ? value : ''));
        if (element.localName === 'x-mark' || (element.localName === 'script' && !(element as HTMLScriptElement).src) || element.localName === 'iframe' || odd.length > 0
          || (element.localName === 'img' && element.getAttribute('src') === 'x')) {
          found.push(element.outerHTML.slice(0, 200));
        }
        if (element.shadowRoot !== null) {
          walk(element.shadowRoot);
        }
      }
    };
    walk(document);
    const window_ = window as { hit?: number; violations?: string[] };
    return [...found, ...(window_.hit === undefined ? [] : ['a script ran']), ...(window_.violations ?? [])];
  });
}

test('no name, address or message becomes markup or runs on any screen', async () => {
  const { server } = room;
  for (const [i, name] of names.entries()) {
    const id = await server.userId(name);
    await server.call('PUT', `/api/users/${id}`, JSON.stringify({ email: `${name}@example.org`, phone: name }));
    await server.space(`${name}${i}`, name, 'admin');
    await server.send(name, `${name}${i}`, name, `${name} <x-mark onclick=hit=1>`, `https://example.org/${name}`);
    for (let wrong = 0; wrong < (i === 0 ? 5 : 1); wrong++) {
      await fetch(`${server.address}/login`, { method: 'POST', body: new URLSearchParams({ username: name, password: 'wrong password' }) });
    }
  }
  const admin = await room.person('admin', {}, adminPassword);
  await admin.context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const window_ = window as { violations?: string[] };
      (window_.violations ??= []).push(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  await admin.page.reload();
  const seen = new Set<string>();
  for (const [i, name] of names.entries()) {
    const user = await server.userId(name);
    for (const screen of [...screens(user, `${name}${i}`), ...(i === 0 ? otherScreens : [])]) {
      await admin.page.goto(`${server.address}/#/${screen}`);
      const isShown = await appears(admin.page, name);
      expect(await grown(admin.page), screen).toEqual([]);
      if (isShown) {
        seen.add(screen.split('/').slice(0, screen.startsWith('administration') ? 2 : 1).join('/'));
      }
    }
  }
  // The premise: the names stood on the screens.
  for (const screen of ['chat', 'people', 'administration/users', 'administration/spaces', 'administration/audit']) {
    expect([...seen], screen).toContain(screen);
  }
  await eventually(() => grown(admin.page), []);
}, 240_000);

test('the log-in form shows what was typed and what came of it as text', async () => {
  const context = await room.browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(`${room.server.address}/#/chat/${encodeURIComponent('<img src=x onerror=hit=1>')}`);
  await page.locator('#username').fill('<img src=x onerror=hit=1>');
  await page.locator('#password').fill(password);
  await page.locator('#password').press('Enter');
  await page.getByText('Username or password is wrong').waitFor();
  expect(await grown(page)).toEqual([]);
  await context.close();
});

test('the reference of the API runs nothing but its own and asks nobody else', async () => {
  const context = await room.browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  const hosts = new Set<string>();
  const complaints: string[] = [];
  page.on('request', (request) => request.url().startsWith('http') && hosts.add(new URL(request.url()).host));
  page.on('console', (message) => message.type() === 'error' && /Content.Security.Policy/i.test(message.text()) && complaints.push(message.text()));
  await page.goto(`${room.server.address}/docs`);
  await page.getByText('Readback').first().waitFor();
  await page.waitForLoadState('networkidle');
  expect([...hosts]).toEqual([new URL(room.server.address).host]);
  expect(complaints).toEqual([]);
  await context.close();
});

/** Whether a text comes up on a page within a moment: long lists show it on another page of theirs. */
function appears(page: Page, text: string): Promise<boolean> {
  return eventually(async () => (await textOf(page)).includes(text), true, 2).then(() => true, () => false);
}

/** All text of a page, shadow trees and all. */
function textOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const read = (root: Node): string =>
      [...root.childNodes]
        .map((node) => (node instanceof Text ? node.data : node instanceof Element && !['style', 'script'].includes(node.localName) ? read(node.shadowRoot ?? node) + (node.shadowRoot === null ? '' : read(node)) : ''))
        .join('');
    return read(document.body);
  });
}
