import { ChatApi } from '../api/chat';
import { asProblem } from '../api/problem';
import type { Session } from '../api/session';
import { Observable } from '../browser/observable';

/** How often the spaces that are not open are asked, in milliseconds; a hidden page asks less. */
const seenMilliseconds = 10_000;
const hiddenMilliseconds = 60_000;
/** How often the user is read again: somebody may have let them into a space (milliseconds). */
const userMilliseconds = 60_000;

/**
 * How many messages are unread in each of the user's own spaces. The open space tells by itself, through its feed; the
 * others are asked, as a stream for each would use up the connections that a browser allows.
 */
export class SpaceCounts extends Observable {
  private readonly unread = new Map<string, number>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private open: string | null = null;
  private userRead = Date.now();
  private isRunning = false;
  private stopListening = () => {};
  private askedFor: string | null = null;
  private readonly wake = () => document.visibilityState === 'visible' && this.askSoon(0);

  constructor(private readonly session: Session) {
    super();
  }

  start(): void {
    this.isRunning = true;
    document.addEventListener('visibilitychange', this.wake);
    this.stopListening = this.session.listen(() => this.follow());
    this.askSoon(0);
  }

  stop(): void {
    this.isRunning = false;
    document.removeEventListener('visibilitychange', this.wake);
    this.stopListening();
    clearTimeout(this.timer);
  }

  /** Null where it is not known yet. */
  of(space: string): number | null {
    return this.unread.get(space) ?? null;
  }

  /** The sum of all that is known, but for one space. */
  elsewhere(than: string | null): number {
    return [...this.unread].reduce((sum, [space, count]) => (space === than ? sum : sum + count), 0);
  }

  /** What the open space's feed knows; null while it knows nothing. */
  tell(space: string | null, count: number | null): void {
    this.open = count === null ? null : space;
    if (space !== null && count !== null) {
      this.put(space, count);
    }
  }

  /** Somebody logged in, or their spaces changed: then not only when it is due. */
  private follow(): void {
    const { user } = this.session;
    const asked = this.mayAsk ? JSON.stringify([user!.name, user!.spaces]) : null;
    if (asked !== null && asked !== this.askedFor) {
      this.askSoon(0);
    }
    this.askedFor = asked;
  }

  private get mayAsk(): boolean {
    const { state, user } = this.session;
    return state === 'active' && user?.requirePasswordReset === false;
  }

  private put(space: string, count: number): void {
    if (this.unread.get(space) !== count) {
      this.unread.set(space, count);
      this.changed();
    }
  }

  private askSoon(milliseconds: number): void {
    clearTimeout(this.timer);
    if (this.isRunning) {
      this.timer = setTimeout(() => void this.ask(), milliseconds);
    }
  }

  private async ask(): Promise<void> {
    if (this.mayAsk) {
      await this.readUser();
      const spaces = this.session.user?.spaces ?? [];
      this.forgetOthers(spaces);
      for (const space of spaces.filter((each) => each !== this.open)) {
        await this.askOne(space);
      }
    }
    this.askSoon(document.visibilityState === 'visible' ? seenMilliseconds : hiddenMilliseconds);
  }

  private async askOne(space: string): Promise<void> {
    try {
      const { value } = await new ChatApi(this.session.http, space).unread();
      if (this.open !== space) {
        this.put(space, value.unread);
      }
    } catch (error) {
      if (asProblem(error).status === 403) {
        this.userRead = 0; // No longer a member: the list of spaces is out of date.
      }
    }
  }

  private async readUser(): Promise<void> {
    if (Date.now() - this.userRead >= userMilliseconds) {
      this.userRead = Date.now();
      await this.session.readUser();
    }
  }

  private forgetOthers(spaces: readonly string[]): void {
    for (const space of this.unread.keys()) {
      if (!spaces.includes(space)) {
        this.unread.delete(space);
        this.changed();
      }
    }
  }
}
