import { CookieTokens, MemoryTokens } from './tokens';
import { Session } from './session';

/** One session for each server, shared by everything on the page that talks to it. */
const sessions = new Map<string, { readonly session: Session; users: number }>();

/** The session at a server, started with its first user. Give it back with releaseSession. */
export function acquireSession(server: URL): Session {
  const held = sessions.get(server.href) ?? { session: open(server), users: 0 };
  sessions.set(server.href, held);
  if (held.users++ === 0) {
    void held.session.start();
  }
  return held.session;
}

/** With its last user a session falls asleep; its tokens stay for an element that is only being moved. */
export function releaseSession(session: Session): void {
  const held = sessions.get(session.http.server.href);
  if (held && --held.users === 0) {
    held.session.stop();
  }
}

/** Cookies are for the server's own pages: browsers send them to no other, and the server would refuse them. */
function open(server: URL): Session {
  return new Session(server, server.origin === self.origin ? new CookieTokens() : new MemoryTokens());
}
