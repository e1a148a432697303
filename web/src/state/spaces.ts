import type { Session } from '../api/session';
import { Space } from './space';

/** One state for each space and user, shared by everything on the page that shows it. */
const spaces = new Map<string, { readonly space: Space; users: number }>();

/** The space as the user of the session sees it. Give it back with releaseSpace. */
export function acquireSpace(session: Session, name: string, username: string): Space {
  const key = keyOf(session, name, username);
  const held = spaces.get(key) ?? { space: new Space(session, name, username), users: 0 };
  spaces.set(key, held);
  if (held.users++ === 0) {
    held.space.start();
  }
  return held.space;
}

/** With its last user a space is let go: no stream, no timer, no listener stays. */
export function releaseSpace(space: Space): void {
  const key = keyOf(space.session, space.name, space.username);
  const held = spaces.get(key);
  if (held && --held.users === 0) {
    spaces.delete(key);
    held.space.stop();
  }
}

function keyOf(session: Session, name: string, username: string): string {
  return JSON.stringify([session.http.server.href, name, username]);
}
