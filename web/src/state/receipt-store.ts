import type { ChatApi } from '../api/chat';
import { asProblem } from '../api/problem';
import type { NumberRange } from '../api/wire';
import type { LogEvent } from '../feed/events';
import { Observable } from '../browser/observable';
import type { RecentEvents } from './recent-events';

/** How far a message has got, as of a position of the log. */
export interface Receipt {
  readonly read: number;
  readonly all: number;
  readonly position: number;
}

/** Numbers that one call may ask for. */
const maxNumbers = 200;
const gatherMilliseconds = 120;
/** Receipts held; when there are more they are all dropped, and the screen's are asked for again. */
const maxHeld = 10_000;

/** "Read by 5 of 7" for messages that somebody looks at: asked for once, then kept true by the feed. */
export class ReceiptStore extends Observable {
  private readonly byNumber = new Map<number, Receipt>();
  private readonly loading = new Set<number>();
  private wanted: readonly [from: number, to: number] = [1, 0];
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Members that came and went since the newest message: its successor goes to so many more. */
  private joinedSince = 0;
  /** The newest message, where the feed itself brought it. */
  private heard: number | null = null;
  /** In a large space counts come instead of reads; both together would count the own reads twice. */
  private hasCounts = false;
  private life = 0;

  constructor(
    private readonly api: ChatApi,
    private readonly recent: RecentEvents,
  ) {
    super();
  }

  get(number: number): Receipt | undefined {
    return this.byNumber.get(number);
  }

  /** Asks for what is missing among these, once the scrolling pauses. */
  want(from: number, to: number): void {
    this.wanted = [from, Math.min(to, from + maxNumbers - 1)];
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.loadMissing();
    }, gatherMilliseconds);
  }

  apply(event: LogEvent): void {
    if (event.type === 'member') {
      this.joinedSince += event.change === 'joined' ? 1 : -1;
    } else if (event.type === 'message') {
      this.addNewest(event.message.number, event.position);
    } else if (!this.hasCounts) {
      this.count(event.ranges, event.position);
    }
  }

  /** Counts of a large space, which come without a position. Nothing is ever unread again, so the larger is newer. */
  raise(counts: readonly (readonly [number: number, readCount: number])[]): void {
    this.hasCounts = true;
    for (const [number, read] of counts) {
      const held = this.byNumber.get(number);
      if (held !== undefined && read > held.read) {
        this.byNumber.set(number, { ...held, read });
      }
    }
    this.changed();
  }

  /** Everything is asked for anew. */
  clear(): void {
    this.life++;
    this.byNumber.clear();
    this.loading.clear();
    this.joinedSince = 0;
    this.heard = null;
    this.hasCounts = false;
    this.changed();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async loadMissing(): Promise<void> {
    const missing = [];
    for (let number = this.wanted[0]; number <= this.wanted[1]; number++) {
      if (!this.byNumber.has(number) && !this.loading.has(number)) {
        missing.push(number);
      }
    }
    if (missing.length === 0) {
      return;
    }
    const life = this.life;
    missing.forEach((number) => this.loading.add(number));
    try {
      const { position, value } = await this.api.receipts(missing[0]!, missing.at(-1)!);
      if (life === this.life) {
        this.put(value.map((row) => [row.number, { read: row.readCount, all: row.recipientCount, position }]));
        this.recent.after(position).forEach((event) => event.type === 'read' && this.apply(event));
      }
    } catch (error) {
      // Receipts are asked for again with the next screen, or when the feed is back.
      asProblem(error);
    } finally {
      missing.forEach((number) => this.loading.delete(number));
    }
  }

  private put(receipts: readonly (readonly [number, Receipt])[]): void {
    if (this.byNumber.size > maxHeld) {
      this.byNumber.clear();
    }
    receipts.forEach(([number, receipt]) => this.byNumber.set(number, receipt));
    this.changed();
  }

  /** A new message goes to whom its predecessor went to, and to who joined since; so far its sender has read it. */
  private addNewest(number: number, position: number): void {
    const before = this.byNumber.get(number - 1);
    if (before !== undefined && this.heard === number - 1 && !this.byNumber.has(number)) {
      this.put([[number, { read: 1, all: before.all + this.joinedSince, position }]]);
    }
    this.heard = number;
    this.joinedSince = 0;
  }

  private count(ranges: readonly NumberRange[], position: number): void {
    for (const [from, to] of ranges) {
      for (const number of this.heldBetween(from, to)) {
        const held = this.byNumber.get(number)!;
        if (held.position < position) {
          this.byNumber.set(number, { read: held.read + 1, all: held.all, position });
        }
      }
    }
    this.changed();
  }

  private *heldBetween(from: number, to: number): Iterable<number> {
    if (to - from < this.byNumber.size) {
      for (let number = from; number <= to; number++) {
        if (this.byNumber.has(number)) {
          yield number;
        }
      }
    } else {
      yield* [...this.byNumber.keys()].filter((number) => number >= from && number <= to);
    }
  }
}
