import type { ChatApi } from '../api/chat';
import { asProblem, type Problem } from '../api/problem';
import type { ChatMessage } from '../api/wire';
import { Observable } from '../browser/observable';

/** Messages of one page of the history. Numbers have no gaps, so page p holds 100p+1 … 100p+100. */
export const pageSize = 100;
/** Messages held at once; those farthest from what is looked at go first. */
const maxHeld = 4_000;
const retryMilliseconds = 3_000;

/** The messages of a space by number, loaded a page at a time where somebody looks. Messages never change. */
export class MessageStore extends Observable {
  /** The newest number, which is also how many there are; null until known. */
  last: number | null = null;
  /** Why pages are missing, while they are. */
  problem: Problem | null = null;

  private readonly byNumber = new Map<number, ChatMessage>();
  private readonly loading = new Set<number>();
  private wanted: readonly [from: number, to: number] = [1, 0];
  private retry: ReturnType<typeof setTimeout> | undefined;
  private life = 0;

  constructor(private readonly api: ChatApi) {
    super();
  }

  get(number: number): ChatMessage | undefined {
    return this.byNumber.get(number);
  }

  put(messages: readonly ChatMessage[]): void {
    for (const message of messages) {
      this.byNumber.set(message.number, message);
      this.last = Math.max(this.last ?? 0, message.number);
    }
    this.trim();
    this.changed();
  }

  /** Reads the end of the history; gives the position of the log that it shows. */
  async loadNewest(): Promise<number> {
    const life = this.life;
    const { position, value } = await this.api.filter({}, { size: pageSize });
    if (life === this.life) {
      this.last ??= 0;
      this.put(value.content);
    }
    return position;
  }

  /** Sees to it that these numbers are there, soon. Called for every screen that is looked at. */
  want(from: number, to: number): void {
    this.wanted = [Math.max(1, from), Math.min(this.last ?? 0, to)];
    for (let page = pageOf(this.wanted[0]); page <= pageOf(this.wanted[1]); page++) {
      if (!this.loading.has(page) && !this.isComplete(page)) {
        void this.load(page);
      }
    }
  }

  /** Forgets everything: the log is another one. */
  clear(): void {
    this.life++;
    this.byNumber.clear();
    this.loading.clear();
    this.last = null;
    this.stop();
    this.changed();
  }

  stop(): void {
    clearTimeout(this.retry);
  }

  private async load(page: number): Promise<void> {
    const life = this.life;
    this.loading.add(page);
    try {
      const { value } = await this.api.filter({}, { page, size: pageSize, sort: 'creationDate,asc' });
      if (life === this.life) {
        this.problem = null;
        this.put(value.content);
      }
    } catch (error) {
      this.problem = asProblem(error);
      this.retryLater();
      this.changed();
    } finally {
      this.loading.delete(page);
    }
  }

  private retryLater(): void {
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.want(...this.wanted), retryMilliseconds);
  }

  private isComplete(page: number): boolean {
    const end = Math.min((page + 1) * pageSize, this.last ?? 0);
    for (let number = page * pageSize + 1; number <= end; number++) {
      if (!this.byNumber.has(number)) {
        return false;
      }
    }
    return true;
  }

  private trim(): void {
    if (this.byNumber.size <= maxHeld) {
      return;
    }
    const middle = (this.wanted[0] + this.wanted[1]) / 2;
    const far = [...this.byNumber.keys()].sort((one, other) => Math.abs(other - middle) - Math.abs(one - middle));
    far.slice(0, this.byNumber.size - maxHeld / 2).forEach((number) => this.byNumber.delete(number));
  }
}

function pageOf(number: number): number {
  return Math.floor((number - 1) / pageSize);
}
