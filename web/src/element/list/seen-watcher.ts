/** How long a message must stand in sight to count as read, in milliseconds. */
const dwellMilliseconds = 400;
/** How much of it must be in sight; of one taller than the screen, half a screen. */
const minShare = 0.6;

/** Finds out which rows are really seen: in sight, for a moment, in a visible window that has the focus. */
export class SeenWatcher {
  private readonly observer: IntersectionObserver;
  private readonly inSight = new Map<number, number>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    root: Element,
    private readonly seen: (number: number) => void,
    private readonly numberOf: (row: Element) => number,
  ) {
    this.observer = new IntersectionObserver((entries) => this.take(entries), {
      root,
      threshold: [0, 0.25, 0.5, minShare, 0.8, 1],
    });
    addEventListener('focus', this.look);
    document.addEventListener('visibilitychange', this.look);
  }

  watch(row: Element): void {
    this.observer.observe(row);
  }

  unwatch(row: Element): void {
    this.observer.unobserve(row);
    this.inSight.delete(this.numberOf(row));
  }

  stop(): void {
    this.observer.disconnect();
    clearTimeout(this.timer);
    removeEventListener('focus', this.look);
    document.removeEventListener('visibilitychange', this.look);
  }

  /** Looks again later, for instance when a row's message has been loaded. */
  readonly look = (): void => {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.settle(), dwellMilliseconds);
  };

  private take(entries: readonly IntersectionObserverEntry[]): void {
    for (const entry of entries) {
      const number = this.numberOf(entry.target);
      const screen = entry.rootBounds?.height ?? Infinity;
      if (entry.intersectionRatio >= minShare || entry.intersectionRect.height >= screen / 2) {
        this.inSight.set(number, this.inSight.get(number) ?? performance.now());
      } else {
        this.inSight.delete(number);
      }
    }
    this.look();
  }

  private settle(): void {
    if (!isInFront()) {
      return;
    }
    const latest = performance.now() - dwellMilliseconds / 2;
    this.inSight.forEach((since, number) => since <= latest && this.seen(number));
  }
}

/** Whether somebody can be looking at this page. */
export function isInFront(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}
