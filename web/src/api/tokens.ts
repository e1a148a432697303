import { Problem } from './problem';
import type { SessionAnswer } from './wire';

/** How a page proves who it is: cookies on the server's own pages, tokens in memory on any other site's. */
export interface Tokens {
  readonly usesCookies: boolean;
  /** Whether there is anything to refresh with, as far as the page can know. */
  readonly mayRefresh: boolean;
  apply(init: RequestInit, headers: Headers): void;
  logInQuery(): Record<string, boolean>;
  refreshBody(): string | undefined;
  keep(answer: SessionAnswer): void;
  drop(): void;
}

/** HttpOnly cookies, which no script ever sees. */
export class CookieTokens implements Tokens {
  readonly usesCookies = true;
  readonly mayRefresh = true;

  apply(init: RequestInit): void {
    init.credentials = 'same-origin';
  }

  logInQuery(): Record<string, boolean> {
    return { cookiesOnly: true };
  }

  refreshBody(): undefined {
    return undefined;
  }

  keep(): void {}

  drop(): void {}
}

/** Tokens held by this page alone: they are gone with it, and never reach a storage that other scripts read. */
export class MemoryTokens implements Tokens {
  readonly usesCookies = false;
  private access: string | null = null;
  private refresh: string | null = null;

  get mayRefresh(): boolean {
    return this.refresh !== null;
  }

  apply(init: RequestInit, headers: Headers): void {
    init.credentials = 'omit';
    if (this.access !== null) {
      headers.set('Authorization', `Bearer ${this.access}`);
    }
  }

  logInQuery(): Record<string, boolean> {
    return {};
  }

  refreshBody(): string {
    return JSON.stringify({ refresh_token: this.refresh });
  }

  keep(answer: SessionAnswer): void {
    if (!answer.access_token || !answer.refresh_token) {
      throw new Problem(0, 'The server gave no tokens.');
    }
    this.access = answer.access_token;
    this.refresh = answer.refresh_token;
  }

  drop(): void {
    this.access = null;
    this.refresh = null;
  }
}
