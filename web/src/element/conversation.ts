import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ChatMessage } from '../api/wire';
import { Watch } from '../browser/watch';
import { t } from '../i18n/element';
import { language } from '../i18n/language';
import type { Space } from '../state/space';
import { conversationStyles } from './conversation-styles';
import { define } from './define';
import { ListKeys } from './list/list-keys';
import { SeenWatcher, isInFront } from './list/seen-watcher';
import { VirtualList, rowNumber } from './list/virtual-list';
import { messageRow } from './message-row';
import { outgoingRow } from './outgoing-row';
import { controls } from './styles/controls';

/** Between two looks at the clock, for "3 minutes ago" (milliseconds). */
const clockMilliseconds = 30_000;
const markMilliseconds = 4_000;
/** Further than this the reader jumped, and what lies between is not loaded (rows). */
const jumpRows = 60;
const settleMilliseconds = 90;

/** The messages of a space: scrolled through, seen, and told who has read them. */
export class Conversation extends LitElement {
  static override styles = [controls, conversationStyles];

  @property({ attribute: false }) space!: Space;
  @query('.scroller') private scroller!: HTMLElement | null;
  @query('.all') private all!: HTMLElement;
  @query('.drawn') private drawn!: HTMLElement;

  private readonly watch = new Watch(this);
  private readonly keys = new ListKeys(this);
  private list: VirtualList | null = null;
  private seenWatcher: SeenWatcher | null = null;
  private clock: ReturnType<typeof setInterval> | undefined;
  private settling: ReturnType<typeof setTimeout> | undefined;
  private unmarking: ReturnType<typeof setTimeout> | undefined;
  private marked: number | null = null;
  private awaited: number | null = null;
  private lastAtEnd = 0;
  private lookedFrom = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.clock = setInterval(() => this.requestUpdate(), clockMilliseconds);
    addEventListener('focus', this.look);
    addEventListener('blur', this.look);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.clock);
    clearTimeout(this.settling);
    clearTimeout(this.unmarking);
    removeEventListener('focus', this.look);
    removeEventListener('blur', this.look);
    this.close();
  }

  /** Brings a message into sight and marks it for a moment. */
  showMessage(number: number): void {
    this.awaited = number;
    this.requestUpdate();
  }

  /** Brings the newest messages into sight. */
  showEnd(): void {
    this.list?.goTo('end');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('space')) {
      this.close();
      this.watch.only(this.space, this.space.messages, this.space.receipts, this.space.reads, this.space.outbox, language);
    }
    const { last } = this.space.messages;
    if (last === null) {
      this.close();
    } else if (this.list !== null) {
      this.list.extend(last);
      this.lastAtEnd = this.list.isAtEnd ? last : this.lastAtEnd;
    } else if (this.space.reads.count !== null) {
      this.open(last);
    }
    this.goToAwaited();
  }

  protected override updated(): void {
    if (this.list === null || this.scroller === null) {
      return;
    }
    this.seenWatcher ??= new SeenWatcher(this.scroller, (number) => this.space.see(number), rowNumber);
    this.list.drew({ scroller: this.scroller, all: this.all, drawn: this.drawn });
    this.seenWatcher.look();
    this.wantMessages();
    this.look();
  }

  override render() {
    if (this.list === null) {
      const { problem } = this.space;
      return html`<p class="state">${problem ? t('loadFailed', { reason: problem.message }) : t('loading')}</p>`;
    }
    return html`<div
        class="scroller"
        tabindex="0"
        role="feed"
        aria-label=${t('messages')}
        @scroll=${() => this.onScroll()}
        @keydown=${(event: KeyboardEvent) => this.keys.press(event, this.list!, this.space.messages.last ?? 0)}
      >
        <div class="all"><div class="drawn">${repeat(this.numbers(), (number) => number, (number) => this.row(number))}</div></div>
        <div class="outgoing-list">
          ${repeat(
            this.space.outbox.messages,
            (item) => item.key,
            (item) => html`<div>${outgoingRow(this.space.outbox, item, this.space.username)}</div>`,
          )}
        </div>
        ${this.space.messages.last === 0 && this.space.outbox.messages.length === 0
          ? html`<p class="state">${t('noMessages')}</p>`
          : nothing}
      </div>
      ${this.list.isAtEnd ? nothing : this.toEnd()}`;
  }

  private row(number: number) {
    const { messages, receipts, reads, username } = this.space;
    const message = messages.get(number);
    return messageRow({
      number,
      last: messages.last ?? 0,
      message,
      before: messages.get(number - 1),
      receipt: receipts.get(number),
      isOwn: message?.createdBy === username,
      isFirstNew: reads.newFrom === number,
      isMarked: this.marked === number,
      isCurrent: this.keys.current === number,
      now: new Date(),
      showReceipts: (of) => this.showReceipts(of),
    });
  }

  private toEnd() {
    const added = (this.space.messages.last ?? 0) - this.lastAtEnd;
    return html`<button class=${`to-end${added > 0 ? ' new' : ''}`} part="to-end" @click=${() => this.list?.goTo('end')}>
      <span aria-hidden="true">↓</span> ${added > 0 ? t('newMessagesBelow', { count: added }) : t('newestMessages')}
    </button>`;
  }

  private *numbers(): Iterable<number> {
    const { from, to } = this.list!.range;
    for (let number = from; number <= to; number++) {
      yield number;
    }
  }

  private open(last: number): void {
    this.list = new VirtualList(
      () => this.requestUpdate(),
      (row) => this.seenWatcher?.watch(row),
      (row) => this.seenWatcher?.unwatch(row),
    );
    const { newFrom } = this.space.reads;
    this.lastAtEnd = last;
    this.list.open(last, newFrom === null ? 'end' : { number: newFrom, share: 0.2 });
  }

  private close(): void {
    this.list?.stop();
    this.list = null;
    this.seenWatcher?.stop();
    this.seenWatcher = null;
    if (this.space) {
      this.space.isLookedAt = false;
    }
  }

  private goToAwaited(): void {
    const number = this.awaited;
    if (this.list === null || number === null || number > (this.space.messages.last ?? 0)) {
      return;
    }
    this.awaited = null;
    this.marked = number;
    this.list.goTo({ number, share: 0.3 });
    clearTimeout(this.unmarking);
    this.unmarking = setTimeout(() => {
      this.marked = null;
      this.requestUpdate();
    }, markMilliseconds);
  }

  private onScroll(): void {
    const wasAtEnd = this.list!.isAtEnd;
    this.list!.scrolled();
    this.wantMessages();
    this.look();
    if (wasAtEnd !== this.list!.isAtEnd) {
      this.requestUpdate();
    }
  }

  /** Loads what is in sight and around; after a jump only where it ends, not all that flies by. */
  private wantMessages(): void {
    const { from } = this.list!.inSight;
    clearTimeout(this.settling);
    const isJump = Math.abs(from - this.lookedFrom) > jumpRows;
    this.lookedFrom = from;
    const want = () => {
      const range = this.list?.range;
      if (range) {
        this.space.messages.want(range.from - 20, range.to + 20);
        this.space.receipts.want(range.from, range.to);
      }
    };
    if (isJump) {
      this.settling = setTimeout(want, settleMilliseconds);
    } else {
      want();
    }
  }

  private readonly look = (): void => {
    this.space.isLookedAt = this.list?.isAtEnd === true && isInFront();
  };

  private showReceipts(message: ChatMessage): void {
    this.dispatchEvent(new CustomEvent<ChatMessage>('show-receipts', { detail: message }));
  }
}

define('readback-conversation', Conversation);
