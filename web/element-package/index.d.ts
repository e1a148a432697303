/** Loading the module registers `<readback-chat>`; these are its types. Nothing else is exported. */

/** A message as the API has it. */
export interface ReadbackMessage {
  /** Decimal digits; unique over all spaces of the server. */
  readonly id: string;
  /** The text, to the letter: 1 to 4000 UTF-16 units. Treat it as text, never as markup. */
  readonly content: string;
  /** The sender's username. */
  readonly createdBy: string;
  /** ISO 8601, UTC. */
  readonly creationDate: string;
  /** Counts the messages of the space from 1. */
  readonly number: number;
}

/** `refused`: not a member; `ended`: no session. */
export type ReadbackConnectionState = 'connecting' | 'open' | 'lost' | 'refused' | 'ended';

export type ReadbackSessionState = 'starting' | 'active' | 'ended' | 'unreachable';

/** The events of the element, by name, with their `detail`. All of them bubble, also out of shadow trees. */
export interface ReadbackChatDetails {
  /** How many messages of the space the user has not read. */
  'unread-changed': { readonly space: string; readonly unread: number };
  /** A message came, of anybody. */
  'message-received': { readonly space: string; readonly message: ReadbackMessage };
  /** Whether what is shown is live. */
  'connection-changed': { readonly space: string; readonly state: ReadbackConnectionState };
  /** Somebody logged in, or has to. */
  'session-changed': { readonly state: ReadbackSessionState; readonly username: string | null };
}

export type ReadbackChatEventMap = { [Name in keyof ReadbackChatDetails]: CustomEvent<ReadbackChatDetails[Name]> };

/** `<readback-chat server="https://readback.plant.example" space="boiler-2">`. */
export interface ReadbackChatElement extends HTMLElement {
  /** Where Readback is; empty for the page's own server. Attribute `server`. */
  server: string;
  /** Which space; `null` for the user's first. Attribute `space`. */
  spaceName: string | null;
  /** `en`, `tr` or `de`, for all of the page's elements; `null` as the browser asks. Attribute `language`. */
  language: string | null;
  /** `null` as the system has it. Attribute `theme`. */
  theme: 'light' | 'dark' | null;
  /** Leaves out the bar with the space's name and who is online. Attribute `no-header`. */
  hasNoHeader: boolean;
  /** How many messages the user has not read; `null` while unknown. */
  readonly unread: number | null;
  /** Brings a message into sight by its number. */
  showMessage(number: number): void;
  /** Ends the session, of everything on the page that shares it. */
  logOut(): Promise<void>;

  addEventListener<Name extends keyof ReadbackChatEventMap>(
    type: Name,
    listener: (this: ReadbackChatElement, event: ReadbackChatEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<Name extends keyof HTMLElementEventMap>(
    type: Name,
    listener: (this: HTMLElement, event: HTMLElementEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<Name extends keyof ReadbackChatEventMap>(
    type: Name,
    listener: (this: ReadbackChatElement, event: ReadbackChatEventMap[Name]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'readback-chat': ReadbackChatElement;
  }
}
