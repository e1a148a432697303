import { asProblem, isAborted, type Problem } from '../../api/problem';
import { Observable } from '../../browser/observable';
import type { FeedEvent } from '../../feed/events';
import type { Space } from '../../state/space';
import { same } from '../../text/case-folding';
import { AdministrationApi } from '../administration/administration-api';
import { membersOf } from '../administration/membership';

/** Rows of one call; the server gives no more. */
const pageSize = 2000;

/** Above this many users even an administrator is told only what every member can find out. */
const maxUsers = 300;

/**
 * The members of a space. An administrator can ask for them; others know the recipients of the newest message and what
 * the feed said since: who joined after it and was not online yet is not among them.
 */
export class Members extends Observable {
  problem: Problem | null = null;
  isLoaded = false;
  /** Whether nobody is missing. */
  isExact = false;

  private readonly names = new Set<string>();
  private readonly left = new Set<string>();
  private readonly stopListening: () => void;
  private readonly stopped = new AbortController();

  constructor(private readonly space: Space) {
    super();
    this.stopListening = space.onEvent((event) => this.apply(event));
  }

  stop(): void {
    this.stopListening();
    this.stopped.abort();
  }

  get list(): readonly string[] {
    return [...new Set([...this.names, ...this.space.online, this.space.username])].filter((name) => !this.left.has(name));
  }

  async load(): Promise<void> {
    try {
      this.isExact = this.space.session.isAdmin && (await this.loadMembers());
      if (!this.isExact) {
        await this.loadNewestRecipients();
      }
      this.isLoaded = true;
      this.problem = null;
    } catch (error) {
      if (isAborted(error)) {
        return;
      }
      this.problem = asProblem(error);
    }
    this.changed();
  }

  private async loadMembers(): Promise<boolean> {
    const api = new AdministrationApi(this.space.session.http);
    const [users, spaces] = await Promise.all([api.users(), api.spaces()]);
    const id = spaces.find((space) => same(space.name, this.space.name))?.id;
    if (id === undefined || users.length > maxUsers) {
      return false;
    }
    const members = await membersOf(api, users, id, this.stopped.signal);
    members.forEach((user) => this.names.add(user.username));
    return true;
  }

  private async loadNewestRecipients(): Promise<void> {
    const newest = (await this.space.api.filter({}, { size: 1 }, this.stopped.signal)).value.content[0];
    if (newest !== undefined) {
      await this.loadRecipients(newest.id);
    }
  }

  private async loadRecipients(id: string): Promise<void> {
    for (let page = 0, isLast = false; !isLast; page++) {
      const { value } = await this.space.api.recipientsOf(id, { page, size: pageSize }, this.stopped.signal);
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
      if (event.type === 'hello' && this.problem !== null) {
        void this.load();
      }
      return;
    }
    this.changed();
  }
}
