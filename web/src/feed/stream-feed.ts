import type { Http } from '../api/http';
import { isAborted, Problem } from '../api/problem';
import { BackOff } from './back-off';
import { readFeedEvent } from './events';
import type { Feed, FeedSink, FeedState, ResumePoint } from './feed';
import { SseParser, type StreamEvent } from './sse-parser';

/** The server writes a comment every 15 s; three missed ones and the stream is dead, whatever TCP believes. */
const silenceMilliseconds = 45_000;
/** Between two tries of somebody who is refused: membership may come back. */
const refusedMilliseconds = 20_000;

/** A stream of the live feed, opened again whenever it ends, and resumed where it ended. */
export class StreamFeed implements Feed {
  private readonly backOff = new BackOff();
  private abort = new AbortController();
  /** Counts the starts: what a former one still has on its way is no longer wanted. */
  private life = 0;
  private isStopped = true;
  private resume: ResumePoint | null = null;

  constructor(
    private readonly http: Http,
    private readonly space: string,
    private readonly sink: FeedSink,
    /** Told about every sign of life. */
    private readonly alive: () => void = () => {},
  ) {}

  start(from: ResumePoint | null): void {
    this.resume = from;
    this.isStopped = false;
    addEventListener('online', this.wake);
    addEventListener('offline', this.drop);
    void this.run(++this.life);
  }

  stop(): void {
    this.isStopped = true;
    removeEventListener('online', this.wake);
    removeEventListener('offline', this.drop);
    this.abort.abort();
    this.backOff.wake();
  }

  readonly wake = (): void => this.backOff.wake();

  private readonly drop = (): void => this.abort.abort();

  private async run(life: number): Promise<void> {
    const isOver = () => this.isStopped || life !== this.life;
    let state: FeedState = 'connecting';
    while (!isOver()) {
      this.sink.state(state);
      const problem = await this.readUntilItEnds();
      if (isOver()) {
        return;
      }
      state = stateAfter(problem);
      this.sink.state(state);
      const least = state === 'refused' || state === 'ended' ? refusedMilliseconds : (problem?.retryAfterSeconds ?? 0) * 1000;
      await this.backOff.wait(least);
    }
  }

  private async readUntilItEnds(): Promise<Problem | null> {
    this.abort = new AbortController();
    const watch = new Watchdog(() => this.abort.abort());
    try {
      const response = await this.http.send('/api/chat/stream', {
        space: this.space,
        query: { log: this.resume?.log },
        headers: {
          Accept: 'text/event-stream',
          ...(this.resume ? { 'Last-Event-ID': String(this.resume.position) } : {}),
        },
        signal: this.abort.signal,
      });
      await this.read(response.body!, watch);
      return null;
    } catch (error) {
      if (error instanceof Problem) {
        return error;
      }
      if (isAborted(error) || error instanceof TypeError) {
        return new Problem(0, 'The connection was lost.');
      }
      throw error;
    } finally {
      watch.stop();
    }
  }

  private async read(body: ReadableStream<Uint8Array>, watch: Watchdog): Promise<void> {
    const parser = new SseParser();
    const decoder = new TextDecoder();
    const reader = body.getReader();
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      watch.pat();
      this.alive();
      parser.push(decoder.decode(chunk.value, { stream: true })).forEach((event) => this.take(event));
    }
  }

  private take(event: StreamEvent): void {
    const known = readFeedEvent(event);
    if (known?.type === 'reset') {
      this.resume = null;
    } else if (known?.type === 'hello') {
      this.resume = { log: known.log, position: known.position };
      this.backOff.succeeded();
      this.sink.event(known);
      this.sink.state('open');
      return;
    } else if (event.id !== null && this.resume !== null) {
      this.resume = { log: this.resume.log, position: Number(event.id) };
    }
    if (known !== null) {
      this.sink.event(known);
    }
  }
}

function stateAfter(problem: Problem | null): FeedState {
  switch (problem?.status) {
    case 401:
      return 'ended';
    case 403:
      return 'refused';
    default:
      return 'lost';
  }
}

/** Barks after a silence. */
class Watchdog {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly bark: () => void) {
    this.pat();
  }

  pat(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.bark, silenceMilliseconds);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
