import { asProblem, type Problem } from '../api/problem';
import type { ChatMessage, ChatMessageRecipient } from '../api/wire';
import { Observable } from '../browser/observable';
import type { FeedEvent } from '../feed/events';
import type { Space } from './space';

const pageSize = 500;
/** In a large space reads come as counts: then the list is read again, at most this often (milliseconds). */
const againMilliseconds = 2_000;

/** Everyone a message went to, and when each has read it: read once, then kept true by the feed. */
export class RecipientList extends Observable {
  rows: readonly ChatMessageRecipient[] | null = null;
  hasMore = false;
  problem: Problem | null = null;

  private readonly stopListening: () => void;
  private again: ReturnType<typeof setTimeout> | undefined;
  private isStopped = false;
  /** Reads that went by while the rows were on their way. Nothing is ever unread again, so they may come twice. */
  private readonly heard = new Map<string, string>();

  constructor(
    private readonly space: Space,
    private readonly message: ChatMessage,
  ) {
    super();
    this.stopListening = space.onEvent((event) => this.take(event));
    void this.load(0);
  }

  loadMore(): Promise<void> {
    return this.load(Math.floor((this.rows?.length ?? 0) / pageSize));
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.again);
    this.stopListening();
  }

  private async load(page: number): Promise<void> {
    try {
      const { value } = await this.space.api.recipientsOf(this.message.id, { page, size: pageSize, sort: 'username' });
      const before = (this.rows ?? []).slice(0, page * pageSize);
      this.rows = [...before, ...value.content].map((row) => this.updated(row));
      this.hasMore = !value.last;
      this.problem = null;
    } catch (error) {
      this.problem = asProblem(error);
      this.readAgain();
    }
    this.changed();
  }

  private take(event: FeedEvent): void {
    const { number } = this.message;
    if (event.type === 'read' && event.ranges.some(([from, to]) => from <= number && number <= to)) {
      this.heard.set(event.username, event.date);
      this.rows = this.rows?.map((row) => this.updated(row)) ?? null;
      this.changed();
    } else if (event.type === 'hello' || (event.type === 'receipts' && event.counts.some(([each]) => each === number))) {
      this.readAgain();
    }
  }

  private updated(row: ChatMessageRecipient): ChatMessageRecipient {
    const date = this.heard.get(row.username);
    return row.isRead || date === undefined ? row : { ...row, isRead: true, readDate: date };
  }

  private readAgain(): void {
    if (!this.isStopped) {
      this.again ??= setTimeout(() => {
        this.again = undefined;
        void this.load(0);
      }, againMilliseconds);
    }
  }
}
