import { ChatApi } from '../api/chat';
import { asProblem, type Problem } from '../api/problem';
import type { Session } from '../api/session';
import type { ChatMessage } from '../api/wire';
import { hasLocks } from '../browser/locks';
import { Observable } from '../browser/observable';
import type { FeedEvent, LogEvent } from '../feed/events';
import type { Feed, FeedSink, FeedState } from '../feed/feed';
import { SharedFeed } from '../feed/shared-feed';
import { StreamFeed } from '../feed/stream-feed';
import { Attention, attentionKey } from './attention';
import { Draft } from './drafts';
import { MessageStore } from './message-store';
import { Outbox } from './outbox';
import { OwnReads } from './own-reads';
import { ReadMarker } from './read-marker';
import { ReceiptStore } from './receipt-store';
import { RecentEvents } from './recent-events';

const retryMilliseconds = 3_000;

/** What the feed just brought, for those that do more than show it. */
export type EventListener = (event: FeedEvent) => void;

/** One space as one user sees it just now: read once, then kept true by the feed. */
export class Space extends Observable implements FeedSink {
  readonly api: ChatApi;
  readonly messages: MessageStore;
  readonly receipts: ReceiptStore;
  readonly reads: OwnReads;
  readonly outbox: Outbox;
  readonly draft: Draft;
  readonly marker: ReadMarker;
  readonly attention: Attention;
  readonly online = new Set<string>();
  feedState: FeedState = 'connecting';
  /** Why the space can't be shown, while it can't. */
  problem: Problem | null = null;
  /** Set by who shows the conversation: whether somebody is looking at its end. */
  isLookedAt = false;

  private readonly feed: Feed;
  private readonly recent = new RecentEvents();
  private readonly eventListeners = new Set<EventListener>();
  private log: string | null = null;
  /** What is known does not join what comes: it is read anew with the next greeting. */
  private isStale = true;
  private readonly stopListening: () => void;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly session: Session,
    readonly name: string,
    readonly username: string,
  ) {
    super();
    const key = `${session.http.server.href}:${username}:${name}`;
    const isActive = () => session.state === 'active' && session.user?.name === username;
    this.api = new ChatApi(session.http, name);
    this.messages = new MessageStore(this.api);
    this.receipts = new ReceiptStore(this.api, this.recent);
    this.reads = new OwnReads(this.api, username, this.recent);
    this.draft = new Draft(`readback:draft:${key}`);
    this.marker = new ReadMarker((ids) => this.api.setRead(ids), isActive);
    this.attention = new Attention(attentionKey(session.http.server, username, name), name);
    this.outbox = new Outbox(
      { send: (content, id) => this.api.send(content, id), maySend: isActive, onStored: (id) => void this.showStored(id) },
      `readback:outbox:${key}`,
    );
    this.feed = hasLocks()
      ? new SharedFeed(session.http, name, `readback:feed:${key}`, this)
      : new StreamFeed(session.http, name, this);
    this.stopListening = session.listen(() => this.resume());
  }

  start(): void {
    this.feed.start(null);
    this.resume();
  }

  stop(): void {
    clearTimeout(this.retry);
    this.stopListening();
    this.feed.stop();
    this.outbox.stop();
    this.marker.stop();
    this.messages.stop();
    this.receipts.stop();
    this.draft.store();
  }

  /** Of several tabs only this one makes sounds. */
  private get isFirstTab(): boolean {
    return !(this.feed instanceof SharedFeed) || this.feed.isLeader;
  }

  onEvent(listener: EventListener): () => void {
    this.eventListeners.add(listener);
    return () => this.eventListeners.delete(listener);
  }

  /** A message was really seen. */
  see(number: number): void {
    const message = this.messages.get(number);
    if (message !== undefined && message.createdBy !== this.username && this.reads.mayBeUnread(number)) {
      this.marker.add(message.id);
    }
  }

  state(state: FeedState): void {
    this.feedState = state;
    if (state === 'open') {
      this.outbox.sendSoon();
      this.marker.wake();
    }
    this.changed();
  }

  event(event: FeedEvent): void {
    if (event.type === 'hello') {
      this.greet(event);
    } else if (event.type === 'reset') {
      this.isStale = true;
    } else if (event.type === 'presence') {
      this.setOnline(event.username, event.online);
    } else if (event.type === 'receipts') {
      this.receipts.raise(event.counts);
    } else {
      this.apply(event);
    }
    this.eventListeners.forEach((listener) => listener(event));
    this.changed();
  }

  /** Reads everything that the feed alone does not tell. */
  private async load(): Promise<void> {
    clearTimeout(this.retry);
    try {
      await Promise.all([this.messages.loadNewest(), this.reads.load()]);
      this.problem = null;
    } catch (error) {
      this.problem = asProblem(error);
      this.retry = setTimeout(() => void this.load(), retryMilliseconds);
    }
    this.changed();
  }

  /** Another log than before, or a place in it that does not join what is known: everything is read anew. */
  private greet(hello: FeedEvent & { type: 'hello' }): void {
    this.online.clear();
    hello.online.forEach((username) => this.online.add(username));
    if (!this.isStale && this.log === hello.log) {
      return;
    }
    if (this.log !== hello.log) {
      // Of the same log they would still be true: messages never change.
      this.messages.clear();
      this.reads.clear();
    }
    this.log = hello.log;
    this.isStale = false;
    this.recent.clear();
    this.receipts.clear();
    void this.load();
  }

  private apply(event: LogEvent): void {
    this.recent.add(event);
    this.receipts.apply(event);
    this.reads.apply(event, this.isLookedAt);
    if (event.type === 'message') {
      this.messages.put([event.message]);
      if (event.message.createdBy === this.username) {
        this.outbox.arrived(event.message);
      } else if (!this.isLookedAt && this.isFirstTab) {
        this.attention.callFor(event.message);
      }
    }
  }

  private setOnline(username: string, isOnline: boolean): void {
    if (isOnline) {
      this.online.add(username);
    } else {
      this.online.delete(username);
    }
  }

  /** Without a feed nothing else would bring it. */
  private async showStored(id: string): Promise<void> {
    if (this.feedState === 'open') {
      return;
    }
    try {
      this.takeStored(await this.api.message(id));
    } catch (error) {
      // It is stored; it shows as sent until the feed is back.
      asProblem(error);
    }
  }

  private takeStored(message: ChatMessage): void {
    this.messages.put([message]);
    this.outbox.arrived(message);
  }

  private resume(): void {
    if (this.session.state === 'active') {
      this.feed.wake();
      this.outbox.sendSoon();
      this.marker.wake();
    }
    this.changed();
  }
}

