import { Problem } from './problem';

/** Adds to a request what proves who asks. */
export interface Credentials {
  apply(init: RequestInit, headers: Headers): void;
  /** Called after a 401: true where newer credentials than those of the given time are there, for one more try. */
  renew(since: number): Promise<boolean>;
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The tenant, for calls that name one. */
  readonly space?: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** A form, or text: sent as they are. */
  readonly body?: string | URLSearchParams;
  /** A value that is sent as JSON. */
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** The longest wait for an answer's head, in milliseconds. The feed's stream has its own watch. */
const answerMilliseconds = 30_000;

/** Calls one server. An answer that is no success is thrown as a Problem. */
export class Http {
  constructor(
    readonly server: URL,
    private readonly credentials: Credentials,
  ) {}

  async json<T>(path: string, call: Call = {}): Promise<T> {
    return (await (await this.send(path, call)).json()) as T;
  }

  async send(path: string, call: Call = {}): Promise<Response> {
    const asked = Date.now();
    let response = await this.once(path, call);
    if (response.status === 401 && (await this.credentials.renew(asked))) {
      response = await this.once(path, call);
    }
    if (!response.ok) {
      throw await Problem.of(response);
    }
    return response;
  }

  private async once(path: string, call: Call): Promise<Response> {
    const headers = new Headers(call.headers);
    const init: RequestInit = { method: call.method ?? 'GET', headers, cache: 'no-store' };
    if (call.space !== undefined) {
      headers.set('X-Space', encodeURIComponent(call.space));
    }
    if (call.json !== undefined) {
      headers.set('Content-Type', 'application/json');
      init.body = JSON.stringify(call.json);
    } else if (call.body !== undefined) {
      init.body = call.body;
    }
    this.credentials.apply(init, headers);
    return request(urlOf(this.server, path, call.query), init, call.signal);
  }
}

/** Joins an address; the server may live under a path of its host. */
export function urlOf(server: URL, path: string, query: Call['query'] = {}): URL {
  const url = new URL(`${server.pathname.replace(/\/$/, '')}${path}`, server);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') {
      url.searchParams.set(name, String(value));
    }
  }
  return url;
}

/** fetch, but a failure of the network or an answer that never comes is a Problem like any other. */
export async function request(url: URL, init: RequestInit, signal?: AbortSignal): Promise<Response> {
  const gaveUp = new AbortController();
  const timer = setTimeout(() => gaveUp.abort(), answerMilliseconds);
  try {
    return await fetch(url, { ...init, signal: signal ? AbortSignal.any([signal, gaveUp.signal]) : gaveUp.signal });
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    throw new Problem(0, 'The server does not answer.');
  } finally {
    clearTimeout(timer);
  }
}
