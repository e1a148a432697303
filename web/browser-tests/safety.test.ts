import { expect, test } from 'vitest';
import { eventually, Room } from './support/room';

const room = new Room();

/** Each would run something somewhere, if text ever became markup, an address or an attribute. */
const corpus = [
  '<script>window.hit = 1</script>',
  '<img src=x onerror="window.hit = 1">',
  '<svg onload=window.hit=1>',
  '<iframe srcdoc="<script>parent.hit=1</script>"></iframe>',
  '"><script>window.hit = 1</script>',
  "'-window.hit--'",
  '${window.hit = 1}',
  '{{constructor.constructor("window.hit=1")()}}',
  'javascript:window.hit=1',
  'JaVaScRiPt:window.hit=1//https://example.org',
  'data:text/html,<script>window.hit=1</script>',
  'https://example.org/"onmouseover="window.hit=1',
  'https://example.org/\'><script>window.hit=1</script>',
  '<a href="javascript:window.hit=1">press</a>',
  '<style>*{background:url(javascript:window.hit=1)}</style>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=window.hit=1>',
  '<!--><img src=x onerror=window.hit=1>-->',
  '\u2028<script>window.hit=1</script>\u2029',
  '\u202E<script>window.hit=1</script>',
  '<template><script>window.hit=1</script></template>',
];

test('no text ever runs, or becomes anything but text', async () => {
  await room.server.space('boiler-2', 'ayse', 'bora');
  await room.server.send('bora', 'boiler-2', ...corpus);
  const ayse = await room.person('ayse');
  for (const text of corpus) {
    await eventually(
      () => ayse.page.locator('article.message .content').evaluateAll((rows, text) => rows.some((row) => row.textContent === text), text), true);
  }
  for (const link of await ayse.page.locator('article.message .content a').all()) {
    expect(await link.getAttribute('href')).toMatch(/^https?:\/\//);
    expect(await link.getAttribute('rel')).toContain('noopener');
    await link.hover();
  }
  await ayse.page.goto(`${room.server.address}/#/search/boiler-2`);
  await ayse.page.locator('readback-search-form #content').fill('window.hit');
  await ayse.page.locator('readback-search-form #content').press('Enter');
  await ayse.page.locator('readback-search-screen mark').first().waitFor();
  expect(await ayse.page.evaluate(() => (window as { hit?: number }).hit)).toBeUndefined();
  expect(await ayse.page.locator('script[src^="data:"], article script, article img, article iframe, article svg[onload]').count()).toBe(0);
});

test('names are text as well', async () => {
  const name = '<img src=x onerror=window.hit=1>';
  await room.server.space('<b>bold</b>', name);
  const person = await room.person(name);
  await person.write('Hello');
  await person.message('Hello').locator('.receipt').click();
  await person.page.locator('readback-receipts').getByText('has read it').waitFor();
  expect(await person.page.evaluate(() => (window as { hit?: number }).hit)).toBeUndefined();
});

test('the page asks no host but its own', async () => {
  await room.server.space('hosts', 'chen');
  const context = await room.browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  const hosts = new Set<string>();
  page.on('request', (request) => request.url().startsWith('http') && hosts.add(new URL(request.url()).host));
  await page.goto(room.server.address);
  await page.locator('#username').fill('chen');
  await page.locator('#password').fill('battery staple 2');
  await page.locator('#password').press('Enter');
  await page.locator('readback-composer textarea').waitFor();
  expect([...hosts]).toEqual([new URL(room.server.address).host]);
  await context.close();
});
