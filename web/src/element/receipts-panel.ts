import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ChatMessage, ChatMessageRecipient } from '../api/wire';
import { Watch } from '../browser/watch';
import { ago, exactly } from '../i18n/dates';
import { t } from '../i18n/element';
import { language } from '../i18n/language';
import type { Space } from '../state/space';
import { RecipientList } from '../state/recipient-list';
import { define } from './define';
import { controls } from './styles/controls';

/** Who has read a message, and when; who has not. It stays true while it is open, and blocks nothing. */
export class ReceiptsPanel extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-block-size: 0;
        background: var(--rb-raised);
        border-inline-start: 1px solid var(--rb-edge);
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
        padding: 4px 4px 4px 12px;
        border-block-end: 1px solid var(--rb-edge);
      }
      h2,
      h3 {
        margin: 0;
        font-size: 1em;
      }
      h3 {
        margin-block: 0.8em 0.2em;
      }
      .lists {
        overflow-y: auto;
        padding: 0 12px 12px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 1em;
        padding: 0.35em 0;
        border-block-end: 1px solid var(--rb-edge);
      }
      li span {
        overflow-wrap: anywhere;
      }
      time {
        color: var(--rb-quiet);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) space!: Space;
  @property({ attribute: false }) message!: ChatMessage;
  @state() private list: RecipientList | null = null;

  private readonly watch = new Watch(this);

  constructor() {
    super();
    this.addEventListener('keydown', (event) => event.key === 'Escape' && this.closePanel());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.list?.stop();
    this.list = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('message') || changed.has('space')) {
      this.list?.stop();
      this.list = new RecipientList(this.space, this.message);
      this.watch.only(this.list, language);
    }
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('button')?.focus();
  }

  override render() {
    const { number } = this.message;
    return html`<header>
        <h2>${t('receiptsOf', { number: String(number) })}</h2>
        <button class="plain" aria-label=${t('close')} title=${t('close')} @click=${() => this.closePanel()}>✕</button>
      </header>
      <div class="lists">${this.lists()}</div>`;
  }

  private lists() {
    const { list } = this;
    if (list === null || list.rows === null) {
      return html`<p class="quiet">${list?.problem ? t('loadFailed', { reason: list.problem.message }) : t('loading')}</p>`;
    }
    const read = list.rows.filter((row) => row.isRead);
    const unread = list.rows.filter((row) => !row.isRead);
    return html`<h3>${t('haveNotRead', { count: unread.length })}</h3>
      <ul>
        ${unread.map((row) => html`<li><span dir="auto">${row.username}</span></li>`)}
      </ul>
      <h3>${t('haveRead', { count: read.length })}</h3>
      <ul>
        ${read.map((row) => this.reader(row))}
      </ul>
      ${list.hasMore ? html`<button @click=${() => void list.loadMore()}>${t('more')}</button>` : nothing}`;
  }

  private reader(row: ChatMessageRecipient) {
    const date = new Date(row.readDate ?? row.creationDate);
    const when = row.username === this.message.createdBy
      ? html`<span class="quiet">${t('theSender')}</span>`
      : html`<time datetime=${date.toISOString()} title=${ago(date, new Date())}>${exactly(date)}</time>`;
    return html`<li><span dir="auto">${row.username}</span>${when}</li>`;
  }

  private closePanel(): void {
    this.dispatchEvent(new CustomEvent('close-panel'));
  }
}

define('readback-receipts', ReceiptsPanel);
