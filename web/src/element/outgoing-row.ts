import { html, nothing, type TemplateResult } from 'lit';
import { timeOf } from '../i18n/dates';
import { t } from '../i18n/element';
import type { OutgoingMessage } from '../state/outgoing';
import type { Outbox } from '../state/outbox';
import { messageText } from './message-row';

/** A message on its way: waiting, being sent, sent, or failed with the reason and what can be done. */
export function outgoingRow(outbox: Outbox, item: OutgoingMessage, sender: string): TemplateResult {
  const state = outbox.stateOf(item);
  return html`<article class="message own outgoing" part=${`message own outgoing ${state}`}>
    <header>
      <span class="sender" part="sender" dir="auto">${sender} (${t('you')})</span>
      <time>${timeOf(new Date(item.writtenAt))}</time>
    </header>
    ${messageText(item.content)}
    <p class=${state === 'failed' ? 'fault' : 'quiet'} role="status">
      <span aria-hidden="true">${marks[state]}</span> ${wordsFor(state, item, outbox.whyWaiting)}
    </p>
    ${state === 'failed'
      ? html`<button @click=${() => outbox.retry(item)}>${t('retry')}</button>
          <button class="plain" @click=${() => outbox.discard(item)}>${t('discard')}</button>`
      : nothing}
  </article>`;
}

const marks = { waiting: '◷', sending: '↑', sent: '✓', failed: '!' } as const;

function wordsFor(state: keyof typeof marks, item: OutgoingMessage, whyWaiting: string): string {
  if (state === 'waiting' && whyWaiting !== '') {
    return `${t('waiting')}: ${whyWaiting}`;
  }
  if (state !== 'failed') {
    return t(state);
  }
  return item.failure?.kind === 'keyTooOld' ? t('keyTooOld') : t('failed', { reason: item.failure?.reason ?? '' });
}
