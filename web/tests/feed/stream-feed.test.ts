// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Call, Http } from '../../src/api/http';
import { Problem } from '../../src/api/problem';
import type { FeedEvent } from '../../src/feed/events';
import type { FeedState } from '../../src/feed/feed';
import { StreamFeed } from '../../src/feed/stream-feed';

/** One stream that the feed opened: the test writes into it, or lets it end. */
class OpenedStream {
  private controller!: ReadableStreamDefaultController<Uint8Array>;
  readonly body = new ReadableStream<Uint8Array>({ start: (controller) => void (this.controller = controller) });

  constructor(readonly call: Call) {
    call.signal!.addEventListener('abort', () => this.controller.error(new DOMException('gone', 'AbortError')));
  }

  get resumedAfter(): string | undefined {
    return this.call.headers?.['Last-Event-ID'];
  }

  async write(text: string): Promise<void> {
    this.controller.enqueue(new TextEncoder().encode(text));
    await vi.advanceTimersByTimeAsync(1);
  }

  hello = (position: number, log = 'log-1') =>
    this.write(`event: hello\nid: ${position}\ndata: {"log":"${log}","position":${position},"unread":0,"online":[]}\n\n`);
  message = (position: number) =>
    this.write(`event: message\nid: ${position}\ndata: {"number":${position},"content":"x","createdBy":"bora"}\n\n`);

  async end(): Promise<void> {
    this.controller.close();
    await vi.advanceTimersByTimeAsync(1);
  }
}

describe('the feed', () => {
  const streams: OpenedStream[] = [];
  const events: FeedEvent[] = [];
  const states: FeedState[] = [];
  let failure: Problem | null = null;
  let feed: StreamFeed;

  beforeEach(async () => {
    vi.useFakeTimers();
    [streams, events, states].forEach((list) => list.splice(0));
    failure = null;
    const http = {
      send: async (_: string, call: Call) => {
        if (failure !== null) {
          throw failure;
        }
        streams.push(new OpenedStream(call));
        return { body: streams.at(-1)!.body };
      },
    };
    feed = new StreamFeed(http as unknown as Http, 'boiler-2', {
      event: (event) => events.push(event),
      state: (state) => states.push(state),
    });
    feed.start(null);
    await vi.advanceTimersByTimeAsync(1);
  });
  afterEach(() => {
    feed.stop();
    vi.useRealTimers();
  });

  it('opens at the end of the log, and passes events on', async () => {
    expect(streams[0]!.resumedAfter).toBeUndefined();
    await streams[0]!.hello(41);
    await streams[0]!.message(42);
    expect(events.map((event) => event.type)).toEqual(['hello', 'message']);
    expect(states).toEqual(['connecting', 'open']);
  });

  it('goes on right behind the last event', async () => {
    await streams[0]!.hello(41);
    await streams[0]!.message(42);
    await streams[0]!.end();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(streams).toHaveLength(2);
    expect([streams[1]!.resumedAfter, streams[1]!.call.query?.['log']]).toEqual(['42', 'log-1']);
    await streams[1]!.hello(42);
    await streams[1]!.message(43);
    expect(states).toEqual(['connecting', 'open', 'lost', 'lost', 'open']);
  });

  it('goes on behind events of a kind that it does not know', async () => {
    await streams[0]!.hello(41);
    await streams[0]!.write('event: novelty\nid: 44\ndata: {}\n\n');
    await streams[0]!.end();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(streams[1]!.resumedAfter).toBe('44');
  });

  it('forgets where it was when the server says so', async () => {
    await streams[0]!.hello(41);
    await streams[0]!.write('event: reset\ndata: {}\n\n');
    expect(events.at(-1)).toEqual({ type: 'reset' });
    await streams[0]!.hello(7, 'log-2');
    await streams[0]!.end();
    await vi.advanceTimersByTimeAsync(2_000);
    expect([streams[1]!.resumedAfter, streams[1]!.call.query?.['log']]).toEqual(['7', 'log-2']);
  });

  it('takes a silence of 45 s for the end, and a comment for a sign of life', async () => {
    await streams[0]!.hello(41);
    for (let comment = 0; comment < 10; comment++) {
      await vi.advanceTimersByTimeAsync(15_000);
      await streams[0]!.write(': \n\n');
    }
    expect(streams).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(46_000);
    expect(states.at(-1)).toBe('lost');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(streams).toHaveLength(2);
  });

  it.each([
    [403, 'refused'],
    [401, 'ended'],
    [503, 'lost'],
    [0, 'lost'],
  ] as const)('says what %i means', async (status, state) => {
    failure = new Problem(status, 'No.');
    await streams[0]!.end();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states.at(-1)).toBe(state);
    failure = null;
    feed.wake();
    await vi.advanceTimersByTimeAsync(1);
    expect(streams).toHaveLength(2);
  });

  it('waits longer and longer, but never for more than half a minute', async () => {
    failure = new Problem(0, 'No.');
    await streams[0]!.end();
    await vi.advanceTimersByTimeAsync(120_000);
    const after = states.length;
    await vi.advanceTimersByTimeAsync(61_000);
    expect(states.length - after).toBeGreaterThanOrEqual(2 * 2);
    expect(states.length - after).toBeLessThanOrEqual(2 * 5);
  });

  it('is gone once it was stopped', async () => {
    await streams[0]!.hello(41);
    feed.stop();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(streams).toHaveLength(1);
    expect(streams[0]!.call.signal!.aborted).toBe(true);
  });
});
