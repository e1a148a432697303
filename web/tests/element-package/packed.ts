import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const version = '9.8.7';

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** The element as npm hands it out, packed and unpacked in a folder of its own, below `node_modules`. */
export function unpack(): { folder: string; element: string; tarball: string } {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'readback-element-'));
  execFileSync(join(repository, 'bin/steps/element-package'), [folder, version], { stdio: ['ignore', 'ignore', 'inherit'] });
  const tarball = join(folder, readdirSync(folder).find((file) => file.endsWith('.tgz'))!);
  const element = join(folder, 'node_modules/@readback/chat-element');
  mkdirSync(element, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', element, '--strip-components=1']);
  return { folder, element, tarball };
}
