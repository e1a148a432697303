/** A call that did not succeed, in the server's own sentence where it gave one. */
export class Problem extends Error {
  constructor(
    /** The HTTP status, or 0 where no answer came at all. */
    readonly status: number,
    message: string,
    /** How long the server wants to be left alone, in seconds; 0 where it did not say. */
    readonly retryAfterSeconds = 0,
  ) {
    super(message);
    this.name = 'Problem';
  }

  /** No answer came: the network is gone, or the server is. */
  get isUnreachable(): boolean {
    return this.status === 0;
  }

  /** The same call may succeed later, unchanged. */
  get isPassing(): boolean {
    return [0, 408, 425, 429, 500, 502, 503, 504].includes(this.status);
  }

  /** What stands in the way, without what the server advises its caller to do about it. */
  get reason(): string {
    return this.message.split(/(?<=[.!?]) /)[0] ?? '';
  }

  static async of(response: Response): Promise<Problem> {
    const retryAfter = Number(response.headers.get('Retry-After'));
    return new Problem(response.status, await sentence(response), Number.isFinite(retryAfter) ? retryAfter : 0);
  }
}

/** The problem that an error is; anything that is none is a bug, and thrown on. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) {
    return error;
  }
  throw error;
}

/** Whether a call was given up by its caller. */
export function isAborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

async function sentence(response: Response): Promise<string> {
  try {
    const body: unknown = JSON.parse(await response.text());
    if (typeof body === 'object' && body !== null && 'detail' in body && typeof body.detail === 'string') {
      return body.detail;
    }
  } catch {
    // A proxy's page, or nothing: the status has to do.
  }
  return response.statusText || `HTTP ${response.status}`;
}
