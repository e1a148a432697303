import { isLogEvent, type FeedEvent, type HelloEvent } from './events';
import type { ResumePoint } from './feed';

/** What a tab must know of the feed to go on where another tab's stream ended, or to greet a new tab. */
export class FeedMemory {
  private log: string | null = null;
  private position = 0;
  private readonly online = new Set<string>();

  get resumePoint(): ResumePoint | null {
    return this.log === null ? null : { log: this.log, position: this.position };
  }

  /** The last position taken in. */
  get last(): number {
    return this.position;
  }

  take(event: FeedEvent): void {
    if (event.type === 'hello') {
      this.log = event.log;
      this.position = event.position;
      this.online.clear();
      event.online.forEach((username) => this.online.add(username));
    } else if (event.type === 'presence') {
      if (event.online) {
        this.online.add(event.username);
      } else {
        this.online.delete(event.username);
      }
    } else if (event.type === 'reset') {
      this.log = null;
    } else if (isLogEvent(event)) {
      this.position = event.position;
    }
  }

  greeting(): HelloEvent | null {
    const { log, position } = this;
    return log === null ? null : { type: 'hello', log, position, end: position, unread: null, online: [...this.online] };
  }
}
