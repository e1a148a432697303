/** What the server says, as it says it. Dates are ISO 8601 in UTC; ids are strings, numbers count from 1. */

export interface SessionAnswer {
  readonly access_token?: string;
  readonly refresh_token?: string;
  readonly 'expire-seconds': number;
  readonly activeSpace: string | null;
  readonly spaces: readonly string[];
}

export interface CurrentUser {
  readonly id: string;
  readonly name: string;
  readonly activeSpace: string | null;
  readonly spaces: readonly string[];
  readonly roles: readonly string[];
  readonly email: string | null;
  readonly phone: string | null;
  readonly requirePasswordReset: boolean;
}

export interface ChatMessage {
  readonly id: string;
  readonly content: string;
  readonly createdBy: string;
  readonly creationDate: string;
  readonly number: number;
}

export interface ChatMessageRecipient {
  readonly id: string;
  readonly chatMessageId: string;
  readonly username: string;
  readonly isRead: boolean;
  readonly chatMessage: ChatMessage;
  readonly creationDate: string;
  readonly readDate: string | null;
}

export interface Page<T> {
  readonly content: readonly T[];
  readonly totalElements: number;
  readonly totalPages: number;
  readonly number: number;
  readonly size: number;
  readonly first: boolean;
  readonly last: boolean;
  readonly empty: boolean;
}

export interface ReceiptCount {
  readonly number: number;
  readonly readCount: number;
  readonly recipientCount: number;
}

export interface UnreadCount {
  readonly unread: number;
  readonly total: number;
}

/** Something read from the space at a position of its log. */
export interface Snapshot<T> {
  readonly position: number;
  readonly value: T;
}

/** From and to, both included. */
export type NumberRange = readonly [from: number, to: number];
