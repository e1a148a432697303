// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Session } from '../../src/api/session';
import { CookieTokens, MemoryTokens } from '../../src/api/tokens';

/** A server's sessions: one user, tokens that are good until the test says otherwise. */
class FakeServer {
  readonly calls: string[] = [];
  readonly bearers: (string | null)[] = [];
  isAccessGood = true;
  isRefreshGood = true;
  isReachable = true;
  private issued = 0;

  fetch = async (input: URL | string | Request, init: RequestInit = {}): Promise<Response> => {
    const path = new URL(String(input)).pathname;
    this.calls.push(path);
    if (!this.isReachable) {
      throw new TypeError('no network');
    }
    switch (path) {
      case '/login':
        return String(init.body).includes('password=right') ? this.grant() : this.problem(401);
      case '/refresh':
        return this.isRefreshGood ? this.grant() : this.problem(401);
      default:
        this.bearers.push(new Headers(init.headers).get('Authorization'));
        return this.isAccessGood ? Response.json({ name: 'ayse', roles: ['AUDITOR'], spaces: [] }) : this.problem(401);
    }
  };

  private grant(): Response {
    this.isAccessGood = true;
    this.issued++;
    return Response.json({ access_token: `access-${this.issued}`, refresh_token: `refresh-${this.issued}`, 'expire-seconds': 300, spaces: [] });
  }

  private problem(status: number): Response {
    return Response.json({ detail: 'No.' }, { status });
  }
}

describe('a session', () => {
  let server: FakeServer;
  let session: Session;
  const open = (tokens = new CookieTokens() as ConstructorParameters<typeof Session>[1]) => {
    session = new Session(new URL('http://readback.test/'), tokens);
    return session;
  };

  beforeEach(() => {
    vi.useFakeTimers();
    localStorage.clear();
    server = new FakeServer();
    vi.stubGlobal('fetch', server.fetch);
  });
  afterEach(() => {
    session.stop();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('that cookies still hold goes on', async () => {
    await open().start();
    expect([session.state, session.user?.name, session.isAuditor, session.isAdmin]).toEqual(['active', 'ayse', true, false]);
    expect(server.calls).toEqual(['/api/auth/current-user']);
  });

  it('is renewed before its token ends, again and again', async () => {
    await open().start();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.calls.filter((path) => path === '/refresh')).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(900_000);
    const renewals = server.calls.filter((path) => path === '/refresh').length;
    expect(renewals).toBeGreaterThanOrEqual(1 + Math.floor(900 / 300));
    expect(renewals).toBeLessThanOrEqual(6);
  });

  it('renews once for many calls that were refused together, and repeats each', async () => {
    await open().start();
    server.isAccessGood = false;
    server.calls.length = 0;
    const answers = await Promise.all([1, 2, 3].map(() => session.http.json<{ name: string }>('/api/x')));
    expect(answers.map((answer) => answer.name)).toEqual(['ayse', 'ayse', 'ayse']);
    expect(server.calls.filter((path) => path === '/refresh')).toHaveLength(1);
  });

  it('does not renew again what another tab just renewed', async () => {
    await open().start();
    const asked = Date.now();
    await vi.advanceTimersByTimeAsync(1);
    localStorage.setItem('readback:refreshed:http://readback.test/', String(Date.now()));
    server.calls.length = 0;
    expect(await session.renew(asked)).toBe(true);
    expect(server.calls).toEqual([]);
  });

  it('that is over asks for the password, and remembers whose it was', async () => {
    await open().start();
    server.isAccessGood = server.isRefreshGood = false;
    await expect(session.http.json('/api/x')).rejects.toMatchObject({ status: 401 });
    expect([session.state, session.user?.name]).toEqual(['ended', 'ayse']);
    await expect(session.logIn('ayse', 'wrong')).rejects.toMatchObject({ status: 401, message: 'No.' });
    await session.logIn('ayse', 'right');
    expect(session.state).toBe('active');
  });

  it('does not end because the network does', async () => {
    await open().start();
    server.isReachable = false;
    await vi.advanceTimersByTimeAsync(600_000);
    expect(session.state).toBe('active');
    server.isReachable = true;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(server.calls.at(-1)).toBe('/refresh');
    expect(session.state).toBe('active');
  });

  it('starts by itself once the server can be reached', async () => {
    server.isReachable = false;
    await open().start();
    expect(session.state).toBe('unreachable');
    server.isReachable = true;
    await vi.advanceTimersByTimeAsync(6_000);
    expect(session.state).toBe('active');
  });

  it('of another site lives in memory alone, as bearer tokens', async () => {
    await open(new MemoryTokens()).start();
    expect([session.state, server.calls]).toEqual(['ended', []]);
    await session.logIn('ayse', 'right');
    expect(server.bearers).toEqual(['Bearer access-1']);
    server.isAccessGood = false;
    await session.http.json('/api/x');
    expect(server.bearers.at(-1)).toBe('Bearer access-2');
    expect(localStorage.length).toBe(0);
    await session.logOut();
    expect(session.state).toBe('ended');
  });

  it('that was stopped asks nobody anything', async () => {
    await open().start();
    session.stop();
    server.calls.length = 0;
    await vi.advanceTimersByTimeAsync(900_000);
    expect(server.calls).toEqual([]);
  });
});
