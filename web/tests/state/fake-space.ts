import type { Call, Http } from '../../src/api/http';
import type { ChatMessage } from '../../src/api/wire';
import type { LogEvent } from '../../src/feed/events';

interface Stored {
  readonly message: ChatMessage;
  readonly recipients: ReadonlySet<string>;
  readonly readers: Set<string>;
}

/** A space as a server holds it, small and naive: what it answers is worked out from its messages each time. */
export class FakeSpace {
  readonly log: LogEvent[] = [];
  readonly messages: Stored[] = [];
  readonly members = new Set(['ayse', 'bora', 'chen']);
  private answers: (() => void)[] = [];

  constructor(private readonly reader: string) {}

  get position(): number {
    return this.log.length;
  }

  /** Members send, nobody else. */
  send(sender: string): void {
    if (!this.members.has(sender)) {
      return;
    }
    const number = this.messages.length + 1;
    const message = { id: `id-${number}`, number, content: `message ${number}`, createdBy: sender, creationDate: '2026-11-23T09:15:02.547Z' };
    this.messages.push({ message, recipients: new Set(this.members), readers: new Set([sender]) });
    this.append({ type: 'message', position: 0, message });
  }

  /** Like one set-read call: what was read before is left out, and where nothing is left there is no event. */
  read(username: string, numbers: readonly number[]): void {
    const fresh = [...new Set(numbers)].filter((number) => {
      const stored = this.messages[number - 1];
      return this.members.has(username) && stored !== undefined && stored.recipients.has(username) && !stored.readers.has(username);
    });
    fresh.forEach((number) => this.messages[number - 1]!.readers.add(username));
    if (fresh.length > 0) {
      this.append({ type: 'read', position: 0, username, ranges: fresh.map((number) => [number, number]), date: '' });
    }
  }

  toggleMember(username: string): void {
    const change = this.members.delete(username) ? 'left' : 'joined';
    if (change === 'joined') {
      this.members.add(username);
    }
    this.append({ type: 'member', position: 0, username, change });
  }

  unreadOf(username: string): number[] {
    return this.messages
      .filter(({ recipients, readers }) => recipients.has(username) && !readers.has(username))
      .map(({ message }) => message.number);
  }

  /** Lets the oldest answer that is on its way arrive. */
  deliverAnswer(): boolean {
    const answer = this.answers.shift();
    answer?.();
    return answer !== undefined;
  }

  /** An answer shows the space as it is when the call comes in; it arrives when it is let. */
  readonly http = {
    server: new URL('http://readback.test/'),
    send: (path: string, call: Call = {}) => {
      const body = JSON.stringify(this.answer(path, call.query ?? {}));
      const headers = new Headers({ 'X-Log-Position': String(this.position) });
      return new Promise<Response>((resolve) => this.answers.push(() => resolve(new Response(body, { headers }))));
    },
  } as unknown as Http;

  private answer(path: string, query: NonNullable<Call['query']>): unknown {
    const size = Number(query['size']);
    const isAscending = query['sort'] === 'creationDate,asc';
    const page = <T>(all: readonly T[]) => {
      const sorted = isAscending ? all : [...all].reverse();
      const from = Number(query['page'] ?? 0) * size;
      return { content: sorted.slice(from, from + size), totalElements: all.length };
    };
    switch (path) {
      case '/api/chat/messages/filter':
        return page(this.messages.map(({ message }) => message));
      case '/api/chat/recipients':
        return page(this.unreadOf(this.reader).map((number) => ({ chatMessage: { number } })));
      case '/api/chat/receipts':
        return this.messages
          .slice(Number(query['fromNumber']) - 1, Number(query['toNumber']))
          .map(({ message, readers, recipients }) => ({ number: message.number, readCount: readers.size, recipientCount: recipients.size }));
      default:
        throw new Error(path);
    }
  }

  private append(event: LogEvent): void {
    this.log.push({ ...event, position: this.position + 1 });
  }
}
