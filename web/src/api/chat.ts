import type { Http } from './http';
import type { ChatMessage, ChatMessageRecipient, Page, ReceiptCount, Snapshot, UnreadCount } from './wire';

/** What a search of the space's history may ask for. */
export interface MessageFilter {
  readonly content?: string;
  readonly from?: string;
  readonly onDateSt?: string;
  readonly offDateEn?: string;
}

export interface PageRequest {
  readonly page?: number;
  readonly size?: number;
  readonly sort?: string;
}

/** The chat operations of one space. */
export class ChatApi {
  constructor(
    private readonly http: Http,
    readonly space: string,
  ) {}

  /** Stores a message once, however often it is called with the same key; gives the message's id. */
  async send(content: string, key: string, signal?: AbortSignal): Promise<string | null> {
    const response = await this.http.send('/api/chat/messages', {
      method: 'POST',
      space: this.space,
      body: content,
      headers: { 'Content-Type': 'text/plain;charset=utf-8', 'Idempotency-Key': key },
      signal,
    });
    return response.headers.get('Location')?.split('/').at(-1) ?? null;
  }

  /** Marks messages as read for the caller, all of them or none. */
  async setRead(ids: readonly string[]): Promise<void> {
    const body = new URLSearchParams({ messageIds: ids.join(',') });
    await this.http.send('/api/chat/messages/set-read', { method: 'POST', space: this.space, body });
  }

  message(id: string): Promise<ChatMessage> {
    return this.http.json(`/api/chat/messages/${encodeURIComponent(id)}`, { space: this.space });
  }

  messageByNumber(number: number): Promise<ChatMessage> {
    return this.http.json(`/api/chat/messages/by-number/${number}`, { space: this.space });
  }

  filter(filter: MessageFilter, page: PageRequest, signal?: AbortSignal): Promise<Snapshot<Page<ChatMessage>>> {
    return this.snapshot('/api/chat/messages/filter', { ...filter, ...page }, signal);
  }

  /** The caller's inbox. */
  inbox(isRead: boolean | undefined, page: PageRequest): Promise<Snapshot<Page<ChatMessageRecipient>>> {
    return this.snapshot('/api/chat/recipients', { isRead, ...page });
  }

  /** Who has read a message, and who has not. */
  recipientsOf(id: string, page: PageRequest, signal?: AbortSignal): Promise<Snapshot<Page<ChatMessageRecipient>>> {
    return this.snapshot(`/api/chat/messages/${encodeURIComponent(id)}/recipients`, { ...page }, signal);
  }

  /** How many have read each message of a range of at most 200 numbers. */
  receipts(fromNumber: number, toNumber: number): Promise<Snapshot<readonly ReceiptCount[]>> {
    return this.snapshot('/api/chat/receipts', { fromNumber, toNumber });
  }

  unread(): Promise<Snapshot<UnreadCount>> {
    return this.snapshot('/api/chat/unread', {});
  }

  /** Usernames of the members that are online. */
  online(): Promise<readonly string[]> {
    return this.http.json('/api/auth/logged-in-users', { space: this.space });
  }

  private async snapshot<T>(
    path: string,
    query: Record<string, string | number | boolean | undefined>,
    signal?: AbortSignal,
  ): Promise<Snapshot<T>> {
    const response = await this.http.send(path, { space: this.space, query, signal });
    return { position: Number(response.headers.get('X-Log-Position') ?? 0), value: (await response.json()) as T };
  }
}
