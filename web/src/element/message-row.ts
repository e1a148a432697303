import { html, nothing, type TemplateResult } from 'lit';
import type { ChatMessage } from '../api/wire';
import { ago, dayKey, dayOf, exactly, timeOf } from '../i18n/dates';
import { t } from '../i18n/element';
import type { Receipt } from '../state/receipt-store';
import { findLinks } from '../text/links';

/** What a row shows beside its message. */
export interface RowView {
  readonly number: number;
  readonly last: number;
  readonly message: ChatMessage | undefined;
  readonly before: ChatMessage | undefined;
  readonly receipt: Receipt | undefined;
  readonly isOwn: boolean;
  readonly isFirstNew: boolean;
  readonly isMarked: boolean;
  readonly isCurrent: boolean;
  readonly now: Date;
  readonly showReceipts: (message: ChatMessage) => void;
}

/** A row of the conversation: dividers above, then the message, or its empty place until it is loaded. */
export function messageRow(row: RowView): TemplateResult {
  return html`<div class="row" data-number=${row.number}>
    ${row.message ? dividers(row, row.message) : nothing} ${row.message ? article(row, row.message) : placeholder(row)}
  </div>`;
}

/** A message's text to the letter: line breaks kept, addresses made links, and nothing ever taken for markup. */
export function messageText(content: string): TemplateResult {
  return html`<div class="content" part="content" dir="auto">${findLinks(content).map(({ text, href }) =>
    href === undefined
      ? text
      : html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow">${text}</a>`,
  )}</div>`;
}

function dividers(row: RowView, message: ChatMessage) {
  const date = new Date(message.creationDate);
  const isNewDay = row.number === 1 || (row.before && dayKey(new Date(row.before.creationDate)) !== dayKey(date));
  return html`${isNewDay
    ? html`<div class="day" part="day"><span>${dayOf(date, row.now)}</span></div>`
    : nothing}${row.isFirstNew
    ? html`<div class="new-line" part="new-line"><span>${t('newSinceYouLeft')}</span></div>`
    : nothing}`;
}

function article(row: RowView, message: ChatMessage) {
  const date = new Date(message.creationDate);
  const sender = row.isOwn ? `${message.createdBy} (${t('you')})` : message.createdBy;
  return html`<article
    class=${`message${row.isOwn ? ' own' : ''}${row.isMarked ? ' marked' : ''}`}
    part=${`message${row.isOwn ? ' own' : ''}`}
    tabindex=${row.isCurrent ? 0 : -1}
    aria-posinset=${row.number}
    aria-setsize=${row.last}
    aria-label=${t('messageFrom', { name: sender, number: String(row.number), time: exactly(date) })}
  >
    <header>
      <span class="number" part="number" title=${t('messageNumber', { number: String(row.number) })}>#${row.number}</span>
      <span class="sender" part="sender" dir="auto">${sender}</span>
      <time datetime=${message.creationDate} title=${exactly(date)} part="time">
        ${timeOf(date)} <span class="ago">${ago(date, row.now)}</span>
      </time>
      ${receiptButton(row, message)}
    </header>
    ${messageText(message.content)}
  </article>`;
}

function receiptButton({ receipt, number, showReceipts }: RowView, message: ChatMessage) {
  const isByAll = receipt !== undefined && receipt.read >= receipt.all;
  const text = receipt === undefined ? '…' : isByAll
    ? t('readByAll', { all: receipt.all })
    : t('readBy', { read: receipt.read, all: receipt.all });
  return html`<button
    class="receipt plain"
    part="receipt"
    title=${t('receiptsOf', { number: String(number) })}
    @click=${() => showReceipts(message)}
  >
    <span aria-hidden="true">${isByAll ? '✓✓' : '✓'}</span>
    <span class="long">${text}</span>
    <span class="short" aria-hidden="true">${receipt === undefined ? '…' : `${receipt.read}/${receipt.all}`}</span>
  </button>`;
}

function placeholder(row: RowView) {
  return html`<div class="placeholder" aria-hidden="true">#${row.number}</div>`;
}
