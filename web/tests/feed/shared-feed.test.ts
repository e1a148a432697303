// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Call, Http } from '../../src/api/http';
import { Problem } from '../../src/api/problem';
import type { FeedEvent } from '../../src/feed/events';
import type { FeedState } from '../../src/feed/feed';
import { SharedFeed } from '../../src/feed/shared-feed';
import { FakeChannel, FakeLocks } from './fake-browser';

/** A server with one log, and every stream that is open on it. */
class FakeServer {
  end = 41;
  readonly streams = new Map<ReadableStreamDefaultController<Uint8Array>, string>();
  readonly resumedAfter: (string | undefined)[] = [];

  http = (tab: string, isLoggedIn: () => boolean): Http =>
    ({
      send: async (_: string, call: Call) => {
        if (!isLoggedIn()) {
          throw new Problem(401, 'No.');
        }
        const after = call.headers?.['Last-Event-ID'];
        this.resumedAfter.push(after);
        let own: ReadableStreamDefaultController<Uint8Array>;
        const body = new ReadableStream<Uint8Array>({ start: (controller) => void this.streams.set((own = controller), tab) });
        call.signal!.addEventListener('abort', () => {
          this.streams.delete(own);
          own.error(new DOMException('gone', 'AbortError'));
        });
        const from = after === undefined ? this.end : Number(after);
        const hello = { log: 'log-1', position: this.end, unread: 0, online: ['ayse'] };
        this.write(own!, `event: hello\nid: ${from}\ndata: ${JSON.stringify(hello)}\n\n`);
        for (let position = from + 1; position <= this.end; position++) {
          this.write(own!, message(position));
        }
        return { body };
      },
    }) as unknown as Http;

  send(): void {
    this.end++;
    [...this.streams.keys()].forEach((stream) => this.write(stream, message(this.end)));
  }

  /** As when the session that opened it is over. */
  endStreamsOf(tab: string): void {
    [...this.streams].filter(([, each]) => each === tab).forEach(([stream]) => (this.streams.delete(stream), stream.close()));
  }

  private write(stream: ReadableStreamDefaultController<Uint8Array>, text: string): void {
    stream.enqueue(new TextEncoder().encode(text));
  }
}

const message = (position: number) =>
  `event: message\nid: ${position}\ndata: {"number":${position},"content":"x","createdBy":"bora"}\n\n`;

class Tab {
  readonly heard: (number | string)[] = [];
  state: FeedState = 'connecting';
  isLoggedIn = true;
  readonly feed: SharedFeed;
  readonly channel: FakeChannel;

  constructor(server: FakeServer, name: string) {
    const event = (each: FeedEvent) => this.heard.push(each.type === 'message' ? each.position : each.type);
    const state = (each: FeedState) => (this.state = each);
    this.feed = new SharedFeed(server.http(name, () => this.isLoggedIn), 'boiler-2', 'feed', { event, state });
    this.feed.start(null);
    this.channel = [...FakeChannel.open].at(-1)!;
  }
}

describe('a feed shared by tabs', () => {
  let server: FakeServer;
  const tabs: Tab[] = [];
  const soon = () => vi.advanceTimersByTimeAsync(10);
  const open = async (name: string) => {
    tabs.push(new Tab(server, name));
    await soon();
    return tabs.at(-1)!;
  };

  beforeEach(() => {
    vi.useFakeTimers();
    server = new FakeServer();
    vi.stubGlobal('BroadcastChannel', FakeChannel);
    Object.defineProperty(navigator, 'locks', { value: new FakeLocks(), configurable: true });
  });
  afterEach(() => {
    tabs.splice(0).forEach((tab) => tab.feed.stop());
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('opens one stream, and every tab hears it', async () => {
    const [one, two] = [await open('one'), await open('two')];
    server.send();
    await soon();
    expect([...server.streams.values()]).toEqual(['one']);
    expect(one.heard).toEqual(['hello', 42]);
    expect(two.heard).toEqual(['hello', 42]);
    expect([one.state, two.state]).toEqual(['open', 'open']);
  });

  it('is taken over where it stood, by a tab that is left', async () => {
    const [one, two] = [await open('one'), await open('two')];
    server.send();
    await soon();
    one.feed.stop();
    server.send();
    await soon();
    expect([...server.streams.values()]).toEqual(['two']);
    expect(server.resumedAfter).toEqual([undefined, '42']);
    expect(two.heard).toEqual(['hello', 42, 'hello', 43]);
  });

  it('is read anew by a tab that slept through something', async () => {
    await open('one');
    const two = await open('two');
    two.channel.isDeaf = true;
    server.send();
    await soon();
    two.channel.isDeaf = false;
    server.send();
    await soon();
    expect(two.heard).toEqual(['hello', 'reset', 'hello']);
    server.send();
    await soon();
    expect(two.heard.at(-1)).toBe(44);
  });

  it('becomes a stream of its own for a tab whose leader says nothing', async () => {
    const one = await open('one');
    one.channel.isDeaf = true;
    const two = await open('two');
    expect(server.streams.size).toBe(1);
    await vi.advanceTimersByTimeAsync(5_000);
    expect([...server.streams.values()]).toEqual(['one', 'two']);
    server.send();
    await soon();
    expect(two.heard).toEqual(['hello', 42]);
  });

  it('is given up by a tab whose session has ended, and tells it nothing more until it has another', async () => {
    const [one, two] = [await open('one'), await open('two')];
    one.isLoggedIn = false;
    server.endStreamsOf('one');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(one.state).toBe('ended');
    expect([...server.streams.values()]).toEqual(['two']);
    server.send();
    await soon();
    expect(two.heard.at(-1)).toBe(42);
    expect(one.heard).toEqual(['hello']);

    one.isLoggedIn = true;
    one.feed.wake();
    await soon();
    expect([...server.streams.values()]).toEqual(['two']);
    server.send();
    await soon();
    expect(one.heard).toEqual(['hello', 'reset', 'hello', 43]);
    expect(one.state).toBe('open');
  });

  it('leaves nothing behind', async () => {
    const one = await open('one');
    one.feed.stop();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(server.streams.size).toBe(0);
    expect(FakeChannel.open.size).toBe(0);
  });
});
