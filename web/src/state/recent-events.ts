import type { LogEvent } from '../feed/events';

/** Events kept, to be played again over an answer that shows an earlier position of the log than the feed. */
const maxKept = 2_000;

/**
 * The last events of the log. An answer read while events went by is brought up to date by those after its own
 * position: so nothing is missed, and nothing counts twice.
 */
export class RecentEvents {
  private events: LogEvent[] = [];

  add(event: LogEvent): void {
    this.events.push(event);
    if (this.events.length > maxKept * 2) {
      this.events = this.events.slice(-maxKept);
    }
  }

  after(position: number): LogEvent[] {
    return this.events.filter((event) => event.position > position);
  }

  clear(): void {
    this.events = [];
  }
}
