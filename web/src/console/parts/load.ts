import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { asProblem, isAborted, type Problem } from '../../api/problem';
import { comeBack } from './come-back';

/** One call and what came of it; its host is drawn again at each turn. A newer call ends the one before it. */
export class Load<T = void> implements ReactiveController {
  /** What came last; it stays while something newer is on its way. */
  value: T | null = null;
  problem: Problem | null = null;
  isBusy = false;

  private running: AbortController | null = null;
  private work: ((signal: AbortSignal) => Promise<T>) | null = null;
  private stopListening = () => {};

  /** What only reads is tried again when there is a session again; what changes something is the user's to repeat. */
  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly kind: 'reads' | 'changes' = 'changes',
  ) {
    host.addController(this);
  }

  /** Whether the call succeeded; false also where a newer one took its place. */
  async run(work: (signal: AbortSignal) => Promise<T>): Promise<boolean> {
    this.running?.abort();
    this.work = work;
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
    this.work = null;
    this.value = null;
    this.problem = null;
    this.isBusy = false;
    this.host.requestUpdate();
  }

  hostConnected(): void {
    if (this.kind === 'reads') {
      this.stopListening = comeBack.listen(() => this.problem !== null && this.work !== null && void this.run(this.work));
    }
  }

  hostDisconnected(): void {
    this.stopListening();
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
