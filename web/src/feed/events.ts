import type { ChatMessage, NumberRange } from '../api/wire';
import type { StreamEvent } from './sse-parser';

/** Where a stream starts, and what holds there. */
export interface HelloEvent {
  readonly type: 'hello';
  /** The position after which events follow. */
  readonly position: number;
  /** Which life of the log this is. */
  readonly log: string;
  /** The log's end just now; `unread` counts up to it. */
  readonly end: number;
  /** Null where another tab passed the greeting on: it knows its own count only. */
  readonly unread: number | null;
  readonly online: readonly string[];
}

export interface MessageEvent {
  readonly type: 'message';
  readonly position: number;
  readonly message: ChatMessage;
}

/** One call's newly read messages, by number. */
export interface ReadEvent {
  readonly type: 'read';
  readonly position: number;
  readonly username: string;
  readonly ranges: readonly NumberRange[];
  readonly date: string;
}

export interface MemberEvent {
  readonly type: 'member';
  readonly position: number;
  readonly username: string;
  readonly change: 'joined' | 'left';
}

/** What has a position in the log. */
export type LogEvent = MessageEvent | ReadEvent | MemberEvent;

export type FeedEvent =
  | HelloEvent
  | LogEvent
  | { readonly type: 'presence'; readonly username: string; readonly online: boolean }
  /** In large spaces: how many have read, now. */
  | { readonly type: 'receipts'; readonly counts: readonly (readonly [number: number, readCount: number])[] }
  /** The resume point could not be served: everything is to be read anew. */
  | { readonly type: 'reset' };

export function isLogEvent(event: FeedEvent): event is LogEvent {
  return event.type === 'message' || event.type === 'read' || event.type === 'member';
}

/** What an event of the stream means; null for kinds that this client does not know, which it must bear. */
export function readFeedEvent(event: StreamEvent): FeedEvent | null {
  const position = Number(event.id);
  const data: unknown = JSON.parse(event.data);
  switch (event.type) {
    case 'hello': {
      const { position: end, ...hello } = data as { position: number; log: string; unread: number; online: string[] };
      return { type: 'hello', position, end, ...hello };
    }
    case 'message':
      return { type: 'message', position, message: data as ChatMessage };
    case 'read':
      return { type: 'read', position, ...(data as Omit<ReadEvent, 'type' | 'position'>) };
    case 'member':
      return { type: 'member', position, ...(data as Omit<MemberEvent, 'type' | 'position'>) };
    case 'presence':
      return { type: 'presence', ...(data as { username: string; online: boolean }) };
    case 'receipts':
      return { type: 'receipts', ...(data as { counts: [number, number][] }) };
    case 'reset':
      return { type: 'reset' };
    default:
      return null;
  }
}
