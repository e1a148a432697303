import type { ChatApi } from '../api/chat';
import { asProblem, type Problem } from '../api/problem';
import type { ChatMessage } from '../api/wire';
import { unlessTaken } from '../browser/locks';
import { Observable } from '../browser/observable';
import { randomId } from '../browser/random-id';
import { onOtherTab } from '../browser/storage';
import { OutgoingMessages, type OutgoingMessage } from './outgoing';

export type OutgoingState = 'waiting' | 'sending' | 'sent' | 'failed';

/** The server remembers a key for 24 h; an hour is kept in hand. */
const keyMilliseconds = 23 * 3_600_000;
const retryMilliseconds = 3_000;

/** What an outbox needs to know of the world. */
export interface OutboxLink {
  send: ChatApi['send'];
  /** Whether there is somebody logged in to send as. */
  maySend(): boolean;
  /** The server has stored a message of this id. */
  onStored(id: string): void;
}

/**
 * What was written and is not yet known to be stored. It is kept over a reload, sent in the order of writing, one at
 * a time and by one tab at a time, each message with its key: it arrives exactly once.
 */
export class Outbox extends Observable {
  private readonly outgoing: OutgoingMessages;
  private items: readonly OutgoingMessage[];
  private sending: OutgoingMessage | null = null;
  /** Stored by the server, and shown here until the feed brings them: by message id. */
  private readonly stored = new Map<string, OutgoingMessage>();
  /** Keys of those that the feed brought before the answer to their sending came. */
  private readonly early = new Set<string>();
  private hindrance = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly stopListening: () => void;
  private isStopped = false;

  constructor(
    private readonly link: OutboxLink,
    storageKey: string,
  ) {
    super();
    this.outgoing = new OutgoingMessages(`${storageKey}:`);
    this.items = this.outgoing.all();
    this.stopListening = onOtherTab(this.outgoing.prefix, () => this.refresh());
  }

  /** In the order of writing; what the conversation shows already is not among them. */
  get messages(): readonly OutgoingMessage[] {
    return [...this.stored.values(), ...this.items.filter((item) => item.failure || !this.early.has(item.key))];
  }

  stateOf(item: OutgoingMessage): OutgoingState {
    if (item.failure) {
      return 'failed';
    }
    return this.items.includes(item) ? (this.sending?.key === item.key ? 'sending' : 'waiting') : 'sent';
  }

  /** Why the server could not store what waits, where it said so: its disk is full, say. */
  get whyWaiting(): string {
    return this.hindrance;
  }

  add(content: string): void {
    this.outgoing.add(content);
    this.refresh();
    this.sendSoon();
  }

  /** Tries a failed one again. Where its key is too old it becomes another message: the user has looked. */
  retry(item: OutgoingMessage): void {
    this.outgoing.change(item, ({ failure, triedAt, ...rest }) =>
      failure?.kind === 'keyTooOld' ? { ...rest, key: randomId() } : { ...rest, triedAt },
    );
    this.refresh();
    this.sendSoon();
  }

  discard(item: OutgoingMessage): void {
    this.outgoing.remove(item);
    this.refresh();
  }

  /** The feed brought a message of this user: it is shown once, also where it comes before the answer to its sending. */
  arrived(message: ChatMessage): void {
    if (!this.stored.delete(message.id) && this.sending?.content === message.content) {
      this.early.add(this.sending.key);
    }
    this.changed();
  }

  /** Sends what waits, unless another tab is at it. Call it when the connection is back. */
  sendSoon(milliseconds = 0): void {
    clearTimeout(this.timer);
    if (!this.isStopped && this.link.maySend() && this.next() !== undefined) {
      this.timer = setTimeout(() => void this.sendAll(), milliseconds);
    }
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    this.stopListening();
  }

  private async sendAll(): Promise<void> {
    let delay = retryMilliseconds;
    await unlessTaken(this.outgoing.prefix, async () => {
      this.refresh();
      for (let next = this.next(); next !== undefined && !this.isStopped; next = this.next()) {
        const problem = await this.sendOne(next);
        this.hindrance = problem?.status === 503 ? problem.reason : '';
        if (problem !== null) {
          this.changed();
          delay = Math.max(delay, problem.retryAfterSeconds * 1000);
          return;
        }
      }
    });
    this.sendSoon(delay);
  }

  /** Null where the item is dealt with, for better or worse; else why it and everything behind it waits. */
  private async sendOne(item: OutgoingMessage): Promise<Problem | null> {
    if (item.triedAt !== undefined && Date.now() - item.triedAt > keyMilliseconds) {
      this.fail(item, 'keyTooOld', '');
      return null;
    }
    this.sending = item;
    this.outgoing.change(item, (each) => ({ ...each, triedAt: each.triedAt ?? Date.now() }));
    this.refresh();
    try {
      this.settle(item, await this.link.send(item.content, item.key));
      return null;
    } catch (error) {
      const problem = asProblem(error);
      if (problem.isPassing || problem.status === 401) {
        return problem;
      }
      this.fail(item, 'refused', problem.message);
      return null;
    } finally {
      this.sending = null;
      this.refresh();
    }
  }

  private settle(item: OutgoingMessage, id: string | null): void {
    this.outgoing.remove(item);
    if (!this.early.delete(item.key) && id !== null) {
      this.stored.set(id, item);
      this.link.onStored(id);
    }
  }

  private fail(item: OutgoingMessage, kind: 'refused' | 'keyTooOld', reason: string): void {
    this.outgoing.change(item, (each) => ({ ...each, failure: { kind, reason } }));
    this.refresh();
  }

  private next(): OutgoingMessage | undefined {
    return this.items.find((item) => !item.failure);
  }

  private refresh(): void {
    this.items = this.outgoing.all();
    this.changed();
  }
}
