const firstMilliseconds = 500;
const maxMilliseconds = 30_000;

/** Waiting between attempts: doubled each time, and never the same for two clients of a server that just came back. */
export class BackOff {
  private attempts = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private end: (() => void) | undefined;

  constructor(private readonly random: () => number = Math.random) {}

  succeeded(): void {
    this.attempts = 0;
  }

  /** How long the next wait is, in milliseconds: between half and all of 0.5 s, 1 s, 2 s … 30 s. */
  next(): number {
    const longest = Math.min(maxMilliseconds, firstMilliseconds * 2 ** this.attempts++);
    return longest * (0.5 + this.random() / 2);
  }

  /** Waits, at least as long as given, or until woken. */
  wait(leastMilliseconds = 0): Promise<void> {
    return new Promise((resolve) => {
      this.end = resolve;
      this.timer = setTimeout(resolve, Math.max(leastMilliseconds, this.next()));
    });
  }

  wake(): void {
    clearTimeout(this.timer);
    this.attempts = 0;
    this.end?.();
  }
}
