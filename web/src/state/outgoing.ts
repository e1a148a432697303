import { randomId } from '../browser/random-id';
import { forget, keysWith, load, save } from '../browser/storage';

/** A message on its way. */
export interface OutgoingMessage {
  /** The idempotency key: however often it is sent, it is stored once. */
  readonly key: string;
  readonly content: string;
  /** When it was written, in milliseconds since 1970; no two of a tab are alike. */
  readonly writtenAt: number;
  /** When it was first tried; from then on it may have arrived. */
  readonly triedAt?: number;
  /** Why it will not be tried again by itself: the server's sentence, or that its key is no longer good. */
  readonly failure?: { readonly kind: 'refused' | 'keyTooOld'; readonly reason: string };
}

/**
 * Outgoing messages as they outlive a reload: each under a key of its own, so that two tabs that write at the same
 * moment never overwrite each other's. The keys sort in the order of writing.
 */
export class OutgoingMessages {
  private lastWrittenAt = 0;

  constructor(readonly prefix: string) {}

  all(): OutgoingMessage[] {
    return keysWith(this.prefix)
      .map((key) => load<OutgoingMessage>(key))
      .filter((item) => typeof item?.content === 'string')
      .map((item) => item!);
  }

  add(content: string): void {
    this.lastWrittenAt = Math.max(Date.now(), this.lastWrittenAt + 1);
    const item = { key: randomId(), content, writtenAt: this.lastWrittenAt };
    save(this.keyOf(item), item);
  }

  /** Changes one, unless it was discarded meanwhile. */
  change(item: OutgoingMessage, to: (current: OutgoingMessage) => OutgoingMessage): void {
    const current = load<OutgoingMessage>(this.keyOf(item));
    if (current !== null) {
      this.remove(item);
      const changed = to(current);
      save(this.keyOf(changed), changed);
    }
  }

  remove(item: OutgoingMessage): void {
    forget(this.keyOf(item));
  }

  private keyOf(item: OutgoingMessage): string {
    return `${this.prefix}${String(item.writtenAt).padStart(16, '0')}:${item.key}`;
  }
}
