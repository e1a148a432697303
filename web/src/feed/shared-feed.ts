import type { Http } from '../api/http';
import { isLogEvent, type FeedEvent, type HelloEvent } from './events';
import type { Feed, FeedSink, FeedState, ResumePoint } from './feed';
import { FeedMemory } from './feed-memory';
import { StreamFeed } from './stream-feed';

/** What tabs say to each other. `after` is the position before the event: who stands elsewhere has missed something. */
type TabMessage =
  | { readonly kind: 'ask' }
  | { readonly kind: 'greeting'; readonly hello: HelloEvent | null; readonly state: FeedState }
  | { readonly kind: 'event'; readonly event: FeedEvent; readonly after: number }
  | { readonly kind: 'state'; readonly state: FeedState }
  | { readonly kind: 'alive' };

/** A leader passes on a sign of life every 15 s; one that is silent for this long is no leader (milliseconds). */
const silenceMilliseconds = 60_000;
/** How long the first answer of a leader may take, in milliseconds. */
const greetingMilliseconds = 4_000;

/**
 * One stream for all tabs of a user in a space: browsers allow six connections to a server over plain HTTP, and a
 * stream holds one. The tab that holds the lock reads; when it closes, another takes the lock and resumes.
 */
export class SharedFeed implements Feed {
  private readonly memory = new FeedMemory();
  private readonly stream: StreamFeed;
  private readonly closed = new AbortController();
  private channel: BroadcastChannel | null = null;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private currentState: FeedState = 'connecting';
  private role: 'follower' | 'leader' | 'alone' = 'follower';
  private isQueued = false;
  private resign = () => {};

  constructor(
    http: Http,
    space: string,
    private readonly name: string,
    private readonly sink: FeedSink,
  ) {
    const own: FeedSink = { event: (event) => this.takeOwn(event), state: (state) => this.takeState(state) };
    this.stream = new StreamFeed(http, space, own, () => this.tell({ kind: 'alive' }));
  }

  get isLeader(): boolean {
    return this.role !== 'follower';
  }

  start(from: ResumePoint | null): void {
    this.channel = new BroadcastChannel(this.name);
    this.channel.onmessage = (event: MessageEvent<TabMessage>) => this.hear(event.data);
    this.listenFor(greetingMilliseconds);
    this.channel.postMessage({ kind: 'ask' } satisfies TabMessage);
    void this.lead(from);
  }

  stop(): void {
    clearTimeout(this.silence);
    this.closed.abort();
    this.stream.stop();
    this.channel?.close();
    this.channel = null;
  }

  wake(): void {
    this.stream.wake();
    if (this.currentState === 'ended' && this.role === 'follower' && this.channel !== null) {
      this.currentState = 'connecting';
      this.listenFor(greetingMilliseconds);
      this.channel.postMessage({ kind: 'ask' } satisfies TabMessage);
      void this.lead(null);
    }
  }

  /** Waits, perhaps for ever, until no other tab leads; then leads until this one is closed or its session ends. */
  private async lead(from: ResumePoint | null): Promise<void> {
    if (this.isQueued) {
      return;
    }
    this.isQueued = true;
    try {
      await navigator.locks.request(this.name, { signal: this.closed.signal }, () => this.holdLead(from));
    } catch {
      // Stopped while waiting.
    } finally {
      this.isQueued = false;
    }
  }

  private holdLead(from: ResumePoint | null): Promise<void> {
    const isReading = this.role === 'alone';
    this.role = 'leader';
    clearTimeout(this.silence);
    if (!isReading) {
      this.stream.start(this.memory.resumePoint ?? from);
    }
    return new Promise((release) => {
      this.resign = release;
      this.closed.signal.addEventListener('abort', () => release());
    });
  }

  /** Without a session this tab is told nothing more; another one may have a session of its own. */
  private stepDown(): void {
    this.tell({ kind: 'state', state: 'lost' });
    this.stream.stop();
    this.role = 'follower';
    this.resign();
  }

  private takeOwn(event: FeedEvent): void {
    const after = this.memory.last;
    this.memory.take(event);
    this.tell({ kind: 'event', event, after });
    this.sink.event(event);
  }

  private takeState(state: FeedState): void {
    this.currentState = state;
    if (state === 'ended') {
      this.stepDown();
    } else {
      this.tell({ kind: 'state', state });
    }
    this.sink.state(state);
  }

  private tell(message: TabMessage): void {
    if (this.role === 'leader') {
      this.channel?.postMessage(message);
    }
  }

  private hear(message: TabMessage): void {
    if (this.role === 'leader') {
      if (message.kind === 'ask') {
        this.tell({ kind: 'greeting', hello: this.memory.greeting(), state: this.currentState });
      }
      return;
    }
    if (this.role === 'alone' || message.kind === 'ask' || this.currentState === 'ended') {
      return;
    }
    this.listenFor(silenceMilliseconds);
    if (message.kind === 'greeting') {
      this.greet(message.hello);
      this.follow(message.state);
    } else if (message.kind === 'state') {
      this.follow(message.state);
    } else if (message.kind === 'event') {
      this.hearEvent(message.event, message.after);
    }
  }

  /** A greeting that stands elsewhere than this tab says that something was missed: all is read anew. */
  private greet(hello: HelloEvent | null): void {
    if (hello === null) {
      return;
    }
    const known = this.memory.resumePoint;
    if (known !== null && (known.log !== hello.log || known.position !== hello.position)) {
      this.sink.event({ type: 'reset' });
    }
    this.memory.take(hello);
    this.sink.event(hello);
  }

  private hearEvent(event: FeedEvent, after: number): void {
    if (event.type === 'hello') {
      this.greet(event);
      return;
    }
    if (this.memory.resumePoint === null) {
      return;
    }
    if (isLogEvent(event) && after !== this.memory.last) {
      if (event.position > this.memory.last) {
        this.channel?.postMessage({ kind: 'ask' } satisfies TabMessage);
      }
      return;
    }
    this.memory.take(event);
    this.sink.event(event);
  }

  private follow(state: FeedState): void {
    if (this.currentState !== state) {
      this.currentState = state;
      this.sink.state(state);
    }
  }

  private listenFor(milliseconds: number): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      this.role = 'alone';
      this.stream.start(this.memory.resumePoint);
    }, milliseconds);
  }
}
