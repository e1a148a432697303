import type { FeedEvent } from './events';

/**
 * connecting: not yet open. open: what is shown is live. lost: it was open, or should be. refused: not a member.
 * ended: nobody is logged in.
 */
export type FeedState = 'connecting' | 'open' | 'lost' | 'refused' | 'ended';

/** Who the feed tells. */
export interface FeedSink {
  event(event: FeedEvent): void;
  state(state: FeedState): void;
}

/** Where to go on after an interruption. */
export interface ResumePoint {
  readonly log: string;
  readonly position: number;
}

/** Something that delivers the events of a space until it is stopped. */
export interface Feed {
  start(from: ResumePoint | null): void;
  stop(): void;
  /** Try now rather than later: the network came back, or somebody logged in. */
  wake(): void;
}
