import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { asProblem, isAborted, type Problem } from '../../api/problem';

/** One call and what came of it; its host is drawn again at each turn. A newer call ends the one before it. */
export class Load<T = void> implements ReactiveController {
  /** What came last; it stays while something newer is on its way. */
  value: T | null = null;
  problem: Problem | null = null;
  isBusy = false;

  private running: AbortController | null = null;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  /** Whether the call succeeded; false also where a newer one took its place. */
  async run(work: (signal: AbortSignal) => Promise<T>): Promise<boolean> {
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    this.isBusy = true;
    this.problem = null;
    this.host.requestUpdate();
    try {
      const value = await work(running.signal);
      return this.settle(running, () => (this.value = value));
    } catch (error) {
      if (!isAborted(error)) {
        const problem = asProblem(error);
        this.settle(running, () => (this.problem = problem));
      }
      return false;
    }
  }

  /** As if nothing had ever been asked. */
  clear(): void {
    this.running?.abort();
    this.running = null;
    this.value = null;
    this.problem = null;
    this.isBusy = false;
    this.host.requestUpdate();
  }

  hostDisconnected(): void {
    this.running?.abort();
    this.isBusy = false;
  }

  private settle(running: AbortController, take: () => void): boolean {
    if (this.running !== running || running.signal.aborted) {
      return false;
    }
    this.isBusy = false;
    take();
    this.host.requestUpdate();
    return true;
  }
}
