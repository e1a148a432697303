import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../../i18n/administration';
import { t as consoleText } from '../../i18n/console';
import { field, focusFirstFault, noteOf } from '../parts/field';
import { Load } from '../parts/load';
import { checkGiven } from '../rules';
import { actsList } from './acts-list';
import type { SpaceRow, Webhook, WebhookInput, WebhookWithSecret } from './administration-api';
import { AdministrationSection } from './section';
import { defaultUnreadMinutes, maxUnreadMinutes, minutesOf } from './unread-minutes';

const maxUrlLength = 500;

interface Faults {
  readonly url: string | null;
  readonly events: boolean;
  readonly minutes: string | null;
}

/** Where a webhook is and what it is told of. Fires `saved`, with the new one and its secret if it is new; `cancel` else. */
@customElement('readback-webhook-form')
export class WebhookForm extends AdministrationSection {
  static override styles = [
    AdministrationSection.styles,
    actsList,
    css`
      .minutes {
        max-inline-size: 20rem;
      }
    `,
  ];

  @property({ attribute: false }) space!: SpaceRow;
  /** The one that is changed; none where a new one is made. */
  @property({ attribute: false }) webhook: Webhook | null = null;

  @state() private faults: Faults = { url: null, events: false, minutes: null };
  @state() private isUnread = false;

  private readonly saving = new Load<WebhookWithSecret | null>(this);

  override firstUpdated(): void {
    this.isUnread = this.tells('unread');
    if (this.webhook !== null) {
      this.renderRoot.querySelector('input')!.focus();
    }
  }

  override render() {
    const { webhook, faults } = this;
    const url = html`<input
      id="url"
      name="url"
      type="url"
      maxlength=${maxUrlLength}
      autocomplete="off"
      placeholder="https://"
      .defaultValue=${webhook?.url ?? ''}
      aria-invalid=${faults.url ? 'true' : 'false'}
      aria-describedby=${faults.url ? noteOf('url') : nothing}
    />`;
    return html`<form @submit=${this.submit} @reset=${() => (this.isUnread = this.tells('unread'))} novalidate>
      ${field('url', t(webhook === null ? 'newWebhook' : 'webhookUrl'), url, faults.url)}
      <fieldset class="row" aria-describedby=${faults.events ? 'event-fault' : nothing}>
        <legend class="offscreen">${t('webhookEvents')}</legend>
        <label class="check"><input type="checkbox" name="message" .defaultChecked=${this.tells('message')} /> ${t('eventMessage')}</label>
        <label class="check">
          <input type="checkbox" name="unread" .defaultChecked=${this.tells('unread')} @change=${this.toggle} /> ${t('eventUnread')}
        </label>
      </fieldset>
      ${faults.events ? html`<span class="fault" id="event-fault" role="alert">${t('eventNeeded')}</span>` : nothing}
      ${this.isUnread ? this.renderMinutes() : nothing} ${this.renderProblem(this.saving.problem)}
      <div class="row">
        <button aria-disabled=${this.saving.isBusy}>${t(webhook === null ? 'addWebhook' : 'save')}</button>
        ${webhook === null
          ? nothing
          : html`<button type="button" @click=${() => this.dispatchEvent(new CustomEvent('cancel'))}>${consoleText('cancel')}</button>`}
      </div>
    </form>`;
  }

  private renderMinutes() {
    const { minutes } = this.faults;
    const input = html`<input
      id="minutes"
      name="minutes"
      type="number"
      inputmode="numeric"
      min="1"
      max=${maxUnreadMinutes}
      .defaultValue=${String(this.webhook?.unreadMinutes ?? defaultUnreadMinutes)}
      aria-invalid=${minutes ? 'true' : 'false'}
      aria-describedby=${noteOf('minutes')}
    />`;
    return html`<div class="minutes">${field('minutes', t('unreadMinutes'), input, minutes, t('unreadMinutesHint'))}</div>`;
  }

  private tells(event: string): boolean {
    return this.webhook === null ? event === 'message' : this.webhook.events.includes(event);
  }

  private toggle(event: Event): void {
    this.isUnread = (event.currentTarget as HTMLInputElement).checked;
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const data = new FormData(form);
    const url = String(data.get('url') ?? '').trim();
    const events = ['message', 'unread'].filter((name) => data.has(name));
    const minutes = data.has('unread') ? minutesOf(String(data.get('minutes') ?? '')) : undefined;
    this.faults = {
      url: checkGiven(url),
      events: events.length === 0,
      minutes: minutes === null ? t('unreadMinutesRule', { max: maxUnreadMinutes }) : null,
    };
    if (this.faults.url !== null || minutes === null) {
      return focusFirstFault(this);
    }
    if (!this.faults.events && !this.saving.isBusy && (await this.saving.run(() => this.send({ url, events, unreadMinutes: minutes })))) {
      form.reset();
      this.dispatchEvent(new CustomEvent('saved', { detail: this.saving.value }));
    }
  }

  private async send(input: WebhookInput): Promise<WebhookWithSecret | null> {
    if (this.webhook === null) {
      return this.api.addWebhook(this.space.id, input);
    }
    await this.api.changeWebhook(this.space.id, this.webhook.id, input);
    return null;
  }
}
