import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OtherSite } from './support/other-site';
import { Room } from './support/room';
import { adminPassword } from './support/server';

const friendPort = 32_000 + Math.floor(Math.random() * 1_000);
const room = new Room({
  READBACK_NETWORK_ALLOWED_ORIGINS: `http://localhost:${friendPort}`,
  READBACK_NETWORK_FRAME_ANCESTORS: `http://localhost:${friendPort}`,
});
let framed = '';
let other: OtherSite;
let neighbour: OtherSite;
let friend: OtherSite;

beforeAll(async () => {
  const page = () => (framed === '' ? '' : `<iframe id="framed" src="${framed}" width="900" height="600"></iframe>`);
  other = await OtherSite.at('localhost', page);
  neighbour = await OtherSite.at('127.0.0.1', page);
  friend = await OtherSite.at('localhost', page, friendPort);
});

afterAll(() => {
  for (const site of [other, neighbour, friend]) {
    site.close();
  }
});

interface Attempt {
  method: string;
  path: string;
}

/** Every operation that changes something, with ids of what is there: a new one is tried by itself. */
async function unsafeOperations(): Promise<Attempt[]> {
  const description = (await (await fetch(`${room.server.address}/openapi/v1.json`)).json()) as { paths: Record<string, Record<string, unknown>> };
  return Object.entries(description.paths).flatMap(([path, operations]) =>
    Object.keys(operations)
      .filter((method) => ['post', 'put', 'delete'].includes(method))
      .map((method) => ({
        method: method.toUpperCase(),
        path: path.replace('{role}', 'ADMIN').replace('{username}', 'admin').replace(/\{\w+\}/g, '1'),
      })),
  );
}

/** What a foreign page could have changed, as an administrator sees it. */
async function state(): Promise<unknown> {
  const get = (path: string, space = '') => room.server.call<unknown>('GET', path, undefined, { space });
  return [
    await get('/api/users'), await get('/api/spaces'), await get('/api/audit?size=2000'), await get('/api/users/1/roles'), await get('/api/users/1/spaces'),
    await get('/api/auth/auth-logs?size=2000'), await get('/api/chat/messages/filter?size=2000', 'default_space'),
  ];
}

/** All that a page can send without asking first, and what it can only ask for. */
async function attack(page: Page, server: string, attempts: Attempt[]): Promise<string[]> {
  return page.evaluate(
    async ([server, attempts]) => {
      const outcomes: string[] = [];
      for (const { method, path } of attempts) {
        const url = `${server}${path}`;
        const bodies: BodyInit[] = [
          'text that is sent', '{"name":"evil","username":"evil","password":"an evil password"}', new URLSearchParams({ username: 'admin', password: 'x', messageId: '1' }), new FormData(),
        ];
        for (const body of bodies) {
          for (const mode of ['no-cors', 'cors'] as const) {
            const options: RequestInit = { method: mode === 'no-cors' ? 'POST' : method, mode, credentials: 'include', body, keepalive: true };
            outcomes.push(await fetch(url, options).then((answer) => `${answer.type} ${answer.status}`, () => 'refused'));
          }
          navigator.sendBeacon(url, body as XMLHttpRequestBodyInit);
        }
        outcomes.push(
          await fetch(url, { method, credentials: 'include', headers: { 'X-Space': 'default_space', 'Content-Type': 'application/json' }, body: '{}' }).then(
            (answer) => `${answer.type} ${answer.status}`, () => 'refused'));
        for (const enctype of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']) {
          const frame = Object.assign(document.createElement('iframe'), { name: `frame${outcomes.length}` });
          const form = Object.assign(document.createElement('form'), { action: url, method: 'POST', enctype, target: frame.name });
          form.append(Object.assign(document.createElement('input'), { name: 'username', value: 'admin' }));
          document.body.append(frame, form);
          const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
          form.submit();
          await loaded;
          outcomes.push('form sent');
        }
      }
      return outcomes;
    },
    [server, attempts] as const,
  );
}

test.each([
  ['another site', () => other],
  ['another port of the same host, where cookies go along', () => neighbour],
])('no page of %s changes anything with the cookies of who looks at it', async (_, site) => {
  framed = '';
  const admin = await room.person('admin', {}, adminPassword);
  const attempts = await unsafeOperations();
  expect(attempts.length).toBeGreaterThan(15);
  const before = await state();

  const page = await admin.context.newPage();
  await page.goto(site().address);
  const statuses = new Map<string, Set<number>>();
  const withCookies: string[] = [];
  page.on('response', async (answer) => {
    const request = answer.request();
    if (request.method() !== 'OPTIONS' && request.url().startsWith(room.server.address)) {
      const path = new URL(request.url()).pathname;
      statuses.set(path, (statuses.get(path) ?? new Set()).add(answer.status()));
      if ((await request.allHeaders())['cookie']?.includes('ins_access_token') === true) {
        withCookies.push(path);
      }
    }
  });
  const outcomes = await attack(page, room.server.address, attempts);
  // What it asked for by the rules of CORS it was not given, and what it sent without asking it can't read.
  expect(new Set(outcomes)).toEqual(new Set(['opaque 0', 'refused', 'form sent']));
  expect([...statuses].filter(([, seen]) => [...seen].some((status) => status < 400))).toEqual([]);
  expect(new Set(statuses.keys())).toEqual(new Set(attempts.map((attempt) => attempt.path)));
  if (site() === neighbour) {
    expect(withCookies.length, 'requests that carried the cookies: the premise').toBeGreaterThan(0);
  }
  expect(await state()).toEqual(before);
  await page.close();

  // And the same from the house's own page goes through.
  const text = `From the page itself, beside ${site().address}`;
  await admin.write(text);
  await admin.message(text).locator('.number').waitFor();
});

test('a page of another origin reads nothing, be it with cookies or with a token that it holds', async () => {
  framed = '';
  const admin = await room.person('admin', {}, adminPassword);
  const read = async (site: OtherSite, options: Record<string, unknown>) => {
    const page = await admin.context.newPage();
    await page.goto(site.address);
    const outcome = await page.evaluate(
      ([url, options]) => fetch(url, options).then((answer) => `${answer.status}`, () => 'refused'),
      [`${room.server.address}/api/auth/current-user`, options] as const);
    await page.close();
    return outcome;
  };
  const login = await fetch(`${room.server.address}/login`, { method: 'POST', body: new URLSearchParams({ username: 'admin', password: adminPassword }) });
  const bearer = { headers: { Authorization: `Bearer ${((await login.json()) as { access_token: string }).access_token}` } };
  for (const site of [other, neighbour]) {
    expect(await read(site, { credentials: 'include' })).toBe('refused');
    expect(await read(site, bearer)).toBe('refused');
  }
  expect(await read(friend, bearer)).toBe('200');
  expect(await read(friend, { ...bearer, credentials: 'include' })).toBe('refused');
  expect(await read(friend, {})).toBe('401');
});

test('no page but those of configured sites puts the console, or anything else of it, into a frame', async () => {
  const context = await room.browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  const shown = async (site: OtherSite, path: string) => {
    framed = `${room.server.address}${path}`;
    await page.goto(site.address, { waitUntil: 'load' });
    return page.frames().filter((frame) => frame !== page.mainFrame()).map((frame) => frame.url());
  };
  for (const site of [other, neighbour]) {
    for (const path of ['/', '/docs', '/api/spaces', '/openapi/v1.json', '/metrics', '/health/live', '/nowhere']) {
      expect(await shown(site, path), path).not.toContain(framed);
    }
  }
  expect(await shown(friend, '/docs')).not.toContain(framed);
  expect(await shown(friend, '/')).toEqual([`${room.server.address}/`]);
  await context.close();
});

test('cookies are out of scripts\' reach and stay on this server', async () => {
  const admin = await room.person('admin', {}, adminPassword);
  const cookies = (await admin.context.cookies()).sort((a, b) => a.name.localeCompare(b.name));
  expect(cookies.map(({ name, domain, path, httpOnly, sameSite, secure }) => ({ name, domain, path, httpOnly, sameSite, secure }))).toEqual([
    { name: 'ins_access_token', domain: '127.0.0.1', path: '/', httpOnly: true, sameSite: 'Lax', secure: false },
    { name: 'ins_refresh_token', domain: '127.0.0.1', path: '/refresh', httpOnly: true, sameSite: 'Lax', secure: false },
  ]);
  const kept = await admin.page.evaluate(() => JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]));
  for (const cookie of cookies) {
    expect(kept).not.toContain(cookie.value);
  }
});
