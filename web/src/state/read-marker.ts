import { asProblem } from '../api/problem';

/** How long what was seen is gathered into one call, in milliseconds. */
const gatherMilliseconds = 250;
/** How long it is from one call to the next while more keeps coming: a flood of messages must not become one of calls. */
const restMilliseconds = 3_000;
const retryMilliseconds = 3_000;
/** Ids in one call; the server takes ten times as many. */
const maxIds = 1_000;

/** Tells the server what was seen, in batches; tries again until it knows. */
export class ReadMarker {
  private readonly seen = new Set<string>();
  /** Not in the user's inbox: sent while they were no member. */
  private readonly foreign = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private restsUntil = 0;
  private isStopped = false;

  constructor(
    private readonly setRead: (ids: readonly string[]) => Promise<void>,
    private readonly maySend: () => boolean,
  ) {}

  add(id: string): void {
    if (!this.foreign.has(id) && !this.seen.has(id)) {
      this.seen.add(id);
      this.flushSoon(this.gathering());
    }
  }

  /** Call it when the connection is back. */
  wake(): void {
    this.flushSoon(0);
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private gathering(): number {
    return Math.max(gatherMilliseconds, this.restsUntil - performance.now());
  }

  private flushSoon(milliseconds: number): void {
    if (this.timer === undefined && !this.isStopped && this.maySend() && this.seen.size > 0) {
      this.timer = setTimeout(() => void this.flush(), milliseconds);
    }
  }

  private async flush(): Promise<void> {
    const ids = [...this.seen].slice(0, maxIds);
    this.restsUntil = performance.now() + restMilliseconds;
    let delay = 0;
    try {
      await this.mark(ids);
      ids.forEach((id) => this.seen.delete(id));
    } catch (error) {
      const problem = asProblem(error);
      delay = Math.max(retryMilliseconds, problem.retryAfterSeconds * 1000);
      if (!problem.isPassing && problem.status !== 401) {
        this.seen.clear(); // Not a member any more, say: trying again would change nothing.
      }
    } finally {
      this.timer = undefined;
      this.flushSoon(Math.max(delay, this.gathering()));
    }
  }

  /** A call is all or nothing: where one id spoils it, each is tried alone. */
  private async mark(ids: readonly string[]): Promise<void> {
    try {
      await this.setRead(ids);
    } catch (error) {
      if (asProblem(error).status !== 404) {
        throw error;
      }
      if (ids.length > 1) {
        for (const id of ids) {
          await this.mark([id]);
        }
      } else {
        this.foreign.add(ids[0]!);
      }
    }
  }
}
