import { asProblem, type Problem } from '../../api/problem';
import { Observable } from '../../browser/observable';
import type { FeedEvent } from '../../feed/events';
import type { Space } from '../../state/space';

/** Rows of one call; the server gives no more. */
const pageSize = 2000;

/**
 * The members of a space as far as any member can tell: the recipients of the newest message, and what the feed said
 * since. (The list of users is for administrators.) Who joined after the newest message and was not online yet is not
 * among them.
 */
export class Members extends Observable {
  problem: Problem | null = null;
  isLoaded = false;

  private readonly names = new Set<string>();
  private readonly left = new Set<string>();
  private readonly stopListening: () => void;

  constructor(private readonly space: Space) {
    super();
    this.stopListening = space.onEvent((event) => this.apply(event));
  }

  stop(): void {
    this.stopListening();
  }

  get list(): readonly string[] {
    return [...new Set([...this.names, ...this.space.online, this.space.username])].filter((name) => !this.left.has(name));
  }

  async load(): Promise<void> {
    try {
      const newest = (await this.space.api.filter({}, { size: 1 })).value.content[0];
      if (newest !== undefined) {
        await this.loadRecipients(newest.id);
      }
      this.isLoaded = true;
      this.problem = null;
    } catch (error) {
      this.problem = asProblem(error);
    }
    this.changed();
  }

  private async loadRecipients(id: string): Promise<void> {
    for (let page = 0, isLast = false; !isLast; page++) {
      const { value } = await this.space.api.recipientsOf(id, { page, size: pageSize });
      value.content.forEach((row) => this.names.add(row.username));
      isLast = value.last;
    }
  }

  private apply(event: FeedEvent): void {
    if (event.type === 'member') {
      if (event.change === 'joined') {
        this.left.delete(event.username);
        this.names.add(event.username);
      } else {
        this.left.add(event.username);
      }
    } else if (event.type === 'message') {
      this.names.add(event.message.createdBy);
    } else if (event.type === 'read') {
      this.names.add(event.username);
    } else {
      return;
    }
    this.changed();
  }
}
