import type { CurrentUser } from '../api/wire';
import { load, save } from '../browser/storage';
import { same } from '../text/case-folding';

/** The space to open: the one that is asked for, in its own spelling; else the last one that was open, else the first. */
export function spaceToOpen(asked: string | null, user: Pick<CurrentUser, 'name' | 'spaces'> | null): string | null {
  const own = user?.spaces ?? [];
  const find = (name: string | null) => own.find((each) => name !== null && same(each, name)) ?? null;
  return asked !== null ? (find(asked) ?? asked) : (find(load<string>(keyOf(user?.name))) ?? own[0] ?? null);
}

export function rememberSpace(username: string, space: string): void {
  save(keyOf(username), space);
}

function keyOf(username = ''): string {
  return `readback:space:${username}`;
}
