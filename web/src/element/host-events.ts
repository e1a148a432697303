import type { LitElement } from 'lit';
import type { Session, SessionState } from '../api/session';
import type { ChatMessage } from '../api/wire';
import { t } from '../i18n/element';
import type { FeedState } from '../feed/feed';
import type { FeedEvent } from '../feed/events';
import type { Space } from '../state/space';

/** What host pages are told; every event bubbles. */
export interface HostEventMap {
  /** How many messages of the space the user has not read. */
  'unread-changed': { readonly space: string; readonly unread: number };
  /** A message came, of anybody. */
  'message-received': { readonly space: string; readonly message: ChatMessage };
  /** Whether what is shown is live. */
  'connection-changed': { readonly space: string; readonly state: FeedState };
  /** Somebody logged in, or has to. */
  'session-changed': { readonly state: SessionState; readonly username: string | null };
}

/** The longest text that is read out, in UTF-16 units. */
const maxSpokenUnits = 200;

/** Turns what changed in a session and a space into events of the element, each told once. */
export class HostEvents {
  /** The newest message of somebody else, for screen readers. */
  arrived = '';
  private told = '';
  private toldUnread: string | null = null;
  private toldState: string | null = null;
  private space: Space | null = null;
  private stopListening: () => void = () => {};

  constructor(private readonly host: LitElement) {}

  /** Compares with what was told before. */
  tell(session: Session | null, space: Space | null): void {
    this.follow(space);
    const username = session?.user?.name ?? null;
    const state = session?.state ?? 'starting';
    if (this.told !== `${state} ${username}`) {
      this.told = `${state} ${username}`;
      this.dispatch('session-changed', { state, username });
    }
    if (space === null) {
      return;
    }
    const { name, reads, feedState } = space;
    if (reads.count !== null && this.toldUnread !== `${reads.count} ${name}`) {
      this.toldUnread = `${reads.count} ${name}`;
      this.dispatch('unread-changed', { space: name, unread: reads.count });
    }
    if (this.toldState !== `${feedState} ${name}`) {
      this.toldState = `${feedState} ${name}`;
      this.dispatch('connection-changed', { space: name, state: feedState });
    }
  }

  /** Lets go of the space. What was told is told again by an element that comes back. */
  stop(): void {
    this.follow(null);
    this.told = '';
    this.toldUnread = null;
    this.toldState = null;
  }

  private follow(space: Space | null): void {
    if (this.space === space) {
      return;
    }
    this.stopListening();
    this.space = space;
    this.arrived = '';
    this.stopListening = space?.onEvent((event) => this.take(event, space)) ?? (() => {});
  }

  private take(event: FeedEvent, space: Space): void {
    if (event.type !== 'message') {
      return;
    }
    const { message } = event;
    if (message.createdBy !== space.username) {
      this.arrived = t('arrived', { name: message.createdBy, text: message.content.slice(0, maxSpokenUnits) });
    }
    this.dispatch('message-received', { space: space.name, message });
  }

  private dispatch<Name extends keyof HostEventMap>(name: Name, detail: HostEventMap[Name]): void {
    queueMicrotask(() => this.host.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true })));
  }
}
