import type { Session } from '../api/session';
import { load, save } from '../browser/storage';
import { t } from '../i18n/element';
import { Attention, attentionKey } from '../state/attention';
import type { SpaceCounts } from './space-counts';

/** Several tabs notice the same message; the first one calls, the others keep quiet for so long (milliseconds). */
const quietMilliseconds = 15_000;

/** Calls for attention when messages come in a space that is not open, as its own choice of sound and notice has it. */
export class OtherSpaces {
  private readonly known = new Map<string, number>();
  private stopListening = () => {};

  constructor(
    private readonly session: Session,
    private readonly counts: SpaceCounts,
    private readonly openSpace: () => string | null,
  ) {}

  start(): void {
    this.stopListening = this.counts.listen(() => this.compare());
  }

  stop(): void {
    this.stopListening();
    this.known.clear();
  }

  private compare(): void {
    for (const space of this.session.user?.spaces ?? []) {
      const count = this.counts.of(space);
      const before = this.known.get(space);
      if (count === null) {
        continue;
      }
      this.known.set(space, count);
      if (before !== undefined && count > before && space !== this.openSpace()) {
        this.call(space, count - before);
      }
    }
  }

  private call(space: string, added: number): void {
    const key = attentionKey(this.session.http.server, this.session.user!.name, space);
    const calledAt = `${key}:called`;
    if (Date.now() - (load<number>(calledAt) ?? 0) > quietMilliseconds) {
      save(calledAt, Date.now());
      new Attention(key, space).call(space, t('newMessagesBelow', { count: added }));
    }
  }
}
