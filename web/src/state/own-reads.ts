import type { ChatApi, PageRequest } from '../api/chat';
import type { LogEvent } from '../feed/events';
import { Observable } from '../browser/observable';
import type { RecentEvents } from './recent-events';
import { RangeSet } from './range-set';

/** Unread messages looked up from each end of the inbox; what lies between is looked up only by its being seen. */
const lookUp = 200;

/** What the user has not read: how many, and which. */
export class OwnReads extends Observable {
  /** Exact, as far as the feed has come; null until known. */
  count: number | null = null;
  /** Where the line "new since you left" stands: before this number. */
  newFrom: number | null = null;

  private readonly unread = new RangeSet();
  /** Between the two ends that were looked up: perhaps unread. */
  private unsure: readonly [from: number, to: number] = [1, 0];
  /** Up to here the log is in `count`. */
  private countedTo = 0;
  /** Counts the calls of load: an answer to a former one is out of date. */
  private loads = 0;

  constructor(
    private readonly api: ChatApi,
    private readonly username: string,
    private readonly recent: RecentEvents,
  ) {
    super();
  }

  /** True where reading it would change something, also where that is not certain. */
  mayBeUnread(number: number): boolean {
    return this.unread.has(number) || (number >= this.unsure[0] && number <= this.unsure[1]);
  }

  /** Reads which are unread; what was known before is dropped. */
  async load(): Promise<void> {
    const load = ++this.loads;
    const oldest = await this.inbox('creationDate,asc');
    const hasMore = oldest.total > oldest.numbers.length;
    const newest = hasMore ? await this.inbox('creationDate,desc') : oldest;
    if (load !== this.loads) {
      return;
    }
    this.unread.remove(1, Infinity);
    [...oldest.numbers, ...newest.numbers].forEach((number) => this.unread.add(number));
    const isSplit = hasMore && newest.numbers.at(-1)! > oldest.numbers.at(-1)!;
    this.unsure = isSplit ? [oldest.numbers.at(-1)! + 1, newest.numbers.at(-1)! - 1] : [1, 0];
    this.setCount(newest.total, newest.position);
    // What joins is after the later answer; what leaves may be played from the earlier one, it only ever leaves.
    this.recent.after(oldest.position).forEach((event) => this.applyToSet(event, newest.position));
    this.newFrom ??= this.unread.first;
    this.changed();
  }

  /** The count at a position of the log. Events up to there change it no more. */
  setCount(count: number, position: number): void {
    this.count = count;
    this.countedTo = position;
    this.recent.after(position).forEach((event) => this.applyToCount(event));
    this.changed();
  }

  apply(event: LogEvent, isLooking: boolean): void {
    const wasAllRead = this.count === 0;
    this.applyToSet(event, 0);
    this.applyToCount(event);
    if (wasAllRead && this.count === 1 && event.type === 'message') {
      this.newFrom = isLooking ? null : event.message.number;
    }
    this.changed();
  }

  clear(): void {
    this.unread.remove(1, Infinity);
    this.unsure = [1, 0];
    this.count = null;
    this.newFrom = null;
  }

  private applyToSet(event: LogEvent, joinsAfter: number): void {
    if (event.type === 'message' && event.position > joinsAfter && event.message.createdBy !== this.username) {
      this.unread.add(event.message.number);
    } else if (event.type === 'read' && event.username === this.username) {
      event.ranges.forEach(([from, to]) => this.unread.remove(from, to));
    }
  }

  private applyToCount(event: LogEvent): void {
    if (this.count === null || event.position <= this.countedTo) {
      return;
    }
    this.countedTo = event.position;
    if (event.type === 'message' && event.message.createdBy !== this.username) {
      this.count++;
    } else if (event.type === 'read' && event.username === this.username) {
      this.count -= event.ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0);
    }
  }

  private async inbox(sort: string) {
    const request: PageRequest = { sort, size: lookUp };
    const { position, value } = await this.api.inbox(false, request);
    return { position, total: value.totalElements, numbers: value.content.map((row) => row.chatMessage.number) };
  }
}
