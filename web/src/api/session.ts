import { inTurn } from '../browser/locks';
import { Observable } from '../browser/observable';
import { load, save } from '../browser/storage';
import { Http, request, urlOf, type Credentials } from './http';
import { asProblem, Problem } from './problem';
import type { Tokens } from './tokens';
import type { CurrentUser, SessionAnswer } from './wire';

/** starting: not known yet. active: logged in. ended: a password is needed. unreachable: no server to ask. */
export type SessionState = 'starting' | 'active' | 'ended' | 'unreachable';

type TabNews = { readonly kind: 'logged-in' | 'logged-out' };

/** The part of an access token's life after which it is renewed. */
const renewAfter = 0.7;
const retryMilliseconds = 5_000;

/** Who is logged in at one server, kept logged in, and told to every tab. */
export class Session extends Observable implements Credentials {
  readonly http: Http;
  state: SessionState = 'starting';
  /** Who is logged in, or was until the session ended: what they typed is still theirs. */
  user: CurrentUser | null = null;
  /** Whether the user left of their own will, here or in another tab: then nothing of theirs is to stay on the screen. */
  wasLeft = false;

  private readonly refreshedKey: string;
  private channel: BroadcastChannel | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isRunning = false;
  private renewing: Promise<boolean> | null = null;
  private lifeMilliseconds = 300_000;
  private memoryRefreshedAt = 0;

  constructor(
    server: URL,
    private readonly tokens: Tokens,
  ) {
    super();
    this.http = new Http(server, this);
    this.refreshedKey = `readback:refreshed:${server.href}`;
  }

  get isAuditor(): boolean {
    return this.user?.roles.includes('AUDITOR') ?? false;
  }

  get isAdmin(): boolean {
    return this.user?.roles.includes('ADMIN') ?? false;
  }

  /** Finds out who is logged in, and watches over it until stop. */
  async start(): Promise<void> {
    this.isRunning = true;
    this.openChannel();
    await this.readUser();
  }

  /** Leaves no timer and no channel behind. What was known stays known. */
  stop(): void {
    this.isRunning = false;
    clearTimeout(this.timer);
    this.channel?.close();
    this.channel = null;
  }

  /** @throws Problem 401 where name or password are wrong, 429 where it was tried too often. */
  async logIn(username: string, password: string): Promise<void> {
    const answer = await this.ask('/login', new URLSearchParams({ username, password }), this.tokens.logInQuery());
    this.keep(answer);
    this.tell({ kind: 'logged-in' });
    await this.readUser();
  }

  async logOut(): Promise<void> {
    try {
      await this.http.send('/logout', { method: 'POST' });
    } finally {
      this.tokens.drop();
      this.wasLeft = true;
      this.end();
      this.tell({ kind: 'logged-out' });
    }
  }

  /** Reads the user again, where a role, a space or a password may have changed. */
  async readUser(): Promise<void> {
    clearTimeout(this.timer);
    if (!this.tokens.mayRefresh) {
      this.end();
      return;
    }
    try {
      this.user = await this.http.json<CurrentUser>('/api/auth/current-user');
      this.wasLeft = false;
      this.become('active');
      this.scheduleRenewal();
    } catch (error) {
      if (asProblem(error).status === 401) {
        this.end();
        return;
      }
      if (this.state !== 'active') {
        this.become('unreachable');
      }
      this.later(retryMilliseconds, () => this.readUser());
    }
  }

  apply(init: RequestInit, headers: Headers): void {
    this.tokens.apply(init, headers);
  }

  /**
   * A fresh access token, unless one was got since the given time. One call at a time in this tab, and one tab at a
   * time: the cookies are everyone's.
   */
  renew(since = Date.now()): Promise<boolean> {
    const renew = () => this.renewNow(since);
    const lock = `readback:refresh:${this.http.server.href}`;
    this.renewing ??= (this.tokens.usesCookies ? inTurn(lock, renew) : renew()).finally(() => {
      this.renewing = null;
    });
    return this.renewing;
  }

  private async renewNow(since: number): Promise<boolean> {
    if (this.refreshedAt > since) {
      return true;
    }
    if (!this.tokens.mayRefresh) {
      return false;
    }
    try {
      this.keep(await this.ask('/refresh', this.tokens.refreshBody()));
      return true;
    } catch (error) {
      const problem = asProblem(error);
      if (problem.status !== 401) {
        throw problem;
      }
      this.tokens.drop();
      this.end();
      return false;
    }
  }

  private async ask(path: string, body?: string | URLSearchParams, query = {}): Promise<SessionAnswer> {
    const headers = new Headers(typeof body === 'string' ? { 'Content-Type': 'application/json' } : {});
    const init: RequestInit = { method: 'POST', headers, body, cache: 'no-store' };
    init.credentials = this.tokens.usesCookies ? 'same-origin' : 'omit';
    const response = await request(urlOf(this.http.server, path, query), init);
    if (!response.ok) {
      throw await Problem.of(response);
    }
    return (await response.json()) as SessionAnswer;
  }

  private keep(answer: SessionAnswer): void {
    this.tokens.keep(answer);
    this.lifeMilliseconds = answer['expire-seconds'] * 1000;
    this.refreshedAt = Date.now();
    this.scheduleRenewal();
  }

  private scheduleRenewal(): void {
    const due = this.refreshedAt + this.lifeMilliseconds * renewAfter;
    this.later(Math.max(retryMilliseconds, due - Date.now()), () => this.renewInTime());
  }

  private async renewInTime(): Promise<void> {
    try {
      const isFresh = await this.renew(Date.now() - this.lifeMilliseconds * renewAfter);
      if (isFresh) {
        this.scheduleRenewal();
      }
    } catch {
      // No answer just now; the next call that needs a fresh token tries as well.
      this.later(retryMilliseconds, () => this.renewInTime());
    }
  }

  private later(milliseconds: number, work: () => Promise<void>): void {
    clearTimeout(this.timer);
    if (this.isRunning) {
      this.timer = setTimeout(() => void work(), milliseconds);
    }
  }

  private end(): void {
    clearTimeout(this.timer);
    this.become('ended');
  }

  private become(state: SessionState): void {
    this.state = state;
    this.changed();
  }

  private get refreshedAt(): number {
    return this.tokens.usesCookies ? (load<number>(this.refreshedKey) ?? 0) : this.memoryRefreshedAt;
  }

  private set refreshedAt(at: number) {
    this.memoryRefreshedAt = at;
    if (this.tokens.usesCookies) {
      save(this.refreshedKey, at);
    }
  }

  private openChannel(): void {
    if (this.channel !== null || !this.tokens.usesCookies) {
      return;
    }
    this.channel = new BroadcastChannel(`readback:session:${this.http.server.href}`);
    this.channel.onmessage = (event: MessageEvent<TabNews>) => {
      if (event.data.kind === 'logged-out') {
        this.wasLeft = true;
        this.end();
      } else {
        void this.readUser();
      }
    };
  }

  private tell(news: TabNews): void {
    this.channel?.postMessage(news);
  }
}
