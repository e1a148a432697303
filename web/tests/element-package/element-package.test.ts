import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import type { ReadbackChatDetails, ReadbackChatElement } from '../../element-package/index';
import type { HostEventMap } from '../../src/element/host-events';
import type { ReadbackChat } from '../../src/element/readback-chat';
import { unpack, version } from './packed';

const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
const { folder, element, tarball } = unpack();

/** A compiler is started, on a machine that has other things to do. */
const timeout = 60_000;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Checked by the compiler at every build: what the package says of the element is what the element is. */
type Described = Omit<ReadbackChatElement, 'addEventListener' | 'removeEventListener'>;
export const asDescribed = (real: ReadbackChat): Described => real;
export const eventsAsDescribed = (real: HostEventMap): ReadbackChatDetails => real;
export const eventsAsReal = (described: ReadbackChatDetails): HostEventMap => described;

function files(): string[] {
  return execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n').sort();
}

function compile(name: string, code: string): string {
  writeFileSync(join(folder, name), code);
  const run = spawnSync(process.execPath, [
    tsc, '--noEmit', '--strict', '--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler', '--lib', 'es2022,dom', '--types', '', name,
  ], { cwd: folder, encoding: 'utf8' });
  return run.stdout + run.stderr;
}

test('the package holds the element, its types, its licence and its examples, and nothing else', () => {
  expect(basename(tarball)).toBe(`readback-chat-element-${version}.tgz`);
  expect(files().filter((file) => !file.includes('/examples/'))).toEqual(
    ['LICENSE', 'README.md', 'index.d.ts', 'package.json', 'readback-chat.classic.js', 'readback-chat.js'].map((file) => `package/${file}`),
  );
  const about = JSON.parse(readFileSync(join(element, 'package.json'), 'utf8')) as Record<string, unknown>;
  expect(about).toMatchObject({ name: '@readback/chat-element', version, license: 'MIT' });
  expect(about['dependencies']).toBeUndefined();
});

test('a program that uses the package is checked by its types', { timeout }, () => {
  expect(compile('consumer.ts', `
    import '@readback/chat-element';
    import type { ReadbackChatElement, ReadbackMessage } from '@readback/chat-element';

    const chat: ReadbackChatElement = document.createElement('readback-chat');
    chat.server = 'https://readback.plant.example';
    chat.spaceName = 'boiler-2';
    chat.theme = 'dark';
    chat.addEventListener('unread-changed', (event) => { const unread: number = event.detail.unread; console.log(unread, chat.unread); });
    chat.addEventListener('message-received', (event) => { const message: ReadbackMessage = event.detail.message; chat.showMessage(message.number); });
    chat.addEventListener('click', (event) => console.log(event.clientX));
    document.querySelector('readback-chat')?.logOut().then(() => chat.focus());
  `)).toBe('');
});

test('and what is wrong is found', { timeout }, () => {
  const found = compile('wrong.ts', `import '@readback/chat-element';
const chat = document.createElement('readback-chat');
chat.theme = 'blue';
chat.unread = 3;
chat.addEventListener('unread-changed', (event) => event.detail.message);
chat.showMessage('1187');
`);
  expect(found.match(/wrong\.ts\(\d+,\d+\): error TS\d+/g)).toEqual([
    'wrong.ts(3,1): error TS2322', 'wrong.ts(4,6): error TS2540', 'wrong.ts(5,65): error TS2339', 'wrong.ts(6,18): error TS2345',
  ]);
});
