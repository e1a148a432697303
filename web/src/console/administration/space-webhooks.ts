import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../../i18n/administration';
import { dayAndTime } from '../../i18n/dates';
import '../parts/confirm';
import { explain } from '../parts/explain';
import { field, focusFirstFault, noteOf } from '../parts/field';
import { Load } from '../parts/load';
import { dataTable } from '../parts/table';
import { checkGiven } from '../rules';
import type { SpaceRow, Webhook, WebhookDelivery, WebhookWithSecret } from './administration-api';
import './once-shown';
import { AdministrationSection } from './section';

const maxUrlLength = 500;

/** Where a space's messages are told to: making a webhook, trying it out, and what came of its deliveries. */
@customElement('readback-space-webhooks')
export class SpaceWebhooks extends AdministrationSection {
  static override styles = [
    AdministrationSection.styles,
    css`
      fieldset {
        margin: 0;
        padding: 0;
        border: 0;
      }
      li {
        border-block-end: 1px solid var(--rb-edge);
        padding-block: 0.5rem;
      }
    `,
  ];

  @property({ attribute: false }) space!: SpaceRow;

  @state() private fault: string | null = null;
  @state() private eventFault = false;
  @state() private deleting: string | null = null;
  /** The webhook whose deliveries are shown. */
  @state() private shown: string | null = null;
  @state() private given: WebhookWithSecret | null = null;

  private readonly loading = new Load<readonly Webhook[]>(this, 'reads');
  private readonly saving = new Load<WebhookWithSecret | void>(this);
  private readonly deliveries = new Load<readonly WebhookDelivery[]>(this, 'reads');

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('space') && (changed.get('space') as SpaceRow | undefined)?.id !== this.space.id) {
      this.given = this.shown = null;
      void this.load();
    }
  }

  override render() {
    const webhooks = this.loading.value ?? [];
    return html`<div class="stack">
      <p class="quiet">${t('webhooksNote')}</p>
      ${this.renderAdd()} ${this.deleting === null ? this.renderProblem(this.saving.problem) : nothing}
      ${this.given === null
        ? nothing
        : html`<readback-once-shown class="wide" .label=${t('secretOf', { url: this.given.webhook.url })} .secret=${this.given.secret}></readback-once-shown>`}
      ${this.renderProblem(this.loading.problem, {}, () => void this.load())}
      ${webhooks.length === 0 ? nothing : html`<ul role="list" class="wide">${webhooks.map((webhook) => this.renderWebhook(webhook))}</ul>`}
    </div>`;
  }

  private renderAdd() {
    const input = html`<input
      id="url"
      name="url"
      type="url"
      maxlength=${maxUrlLength}
      autocomplete="off"
      placeholder="https://"
      aria-invalid=${this.fault ? 'true' : 'false'}
      aria-describedby=${this.fault ? noteOf('url') : nothing}
    />`;
    return html`<form class="wide" @submit=${this.add} novalidate>
      ${field('url', t('newWebhook'), input, this.fault)}
      <fieldset class="row" aria-describedby=${this.eventFault ? 'event-fault' : nothing}>
        <legend class="offscreen">${t('webhookEvents')}</legend>
        <label class="check"><input type="checkbox" name="message" checked /> ${t('eventMessage')}</label>
        <label class="check"><input type="checkbox" name="unread" /> ${t('eventUnread', { minutes: 5 })}</label>
      </fieldset>
      ${this.eventFault ? html`<span class="fault" id="event-fault" role="alert">${t('eventNeeded')}</span>` : nothing}
      <div class="row"><button aria-disabled=${this.saving.isBusy}>${t('addWebhook')}</button></div>
    </form>`;
  }

  private renderWebhook(webhook: Webhook) {
    const { url } = webhook;
    const isShown = this.shown === webhook.id;
    return html`<li class="stack">
      <div class="wide">
        <strong class="wrap">${url}</strong>
        <p class="quiet small">${eventsOf(webhook)} – ${stateOf(webhook)}</p>
      </div>
      <div class="row">
        <button type="button" aria-label=${t('testWebhookOf', { url })} @click=${() => this.test(webhook)}>${t('testWebhook')}</button>
        <button type="button" aria-expanded=${isShown} aria-label=${t('deliveriesOf', { url })} @click=${() => this.show(isShown ? null : webhook.id)}>
          ${t('deliveries')}
        </button>
        <button type="button" aria-label=${t(webhook.enabled ? 'switchOffOf' : 'switchOnOf', { url })} @click=${() => this.toggle(webhook)}>
          ${t(webhook.enabled ? 'switchOff' : 'switchOn')}
        </button>
        <button type="button" aria-label=${t('renewSecretOf', { url })} @click=${() => this.change(() => this.api.renewWebhook(this.space.id, webhook.id))}>
          ${t('renewSecret')}
        </button>
        <button type="button" aria-label=${t('deleteWebhookOf', { url })} @click=${() => this.ask(webhook.id)}>${t('remove')}…</button>
      </div>
      ${this.deleting === webhook.id ? this.renderQuestion(webhook) : nothing} ${isShown ? this.renderDeliveries() : nothing}
    </li>`;
  }

  private renderQuestion(webhook: Webhook) {
    const { problem } = this.saving;
    return html`<readback-confirm
      class="wide"
      .question=${t('deleteWebhookQuestion', { url: webhook.url })}
      .action=${t('remove')}
      .fault=${problem === null ? '' : explain(problem)}
      .isBusy=${this.saving.isBusy}
      @confirm=${() => this.change(() => this.api.deleteWebhook(this.space.id, webhook.id))}
      @cancel=${() => (this.deleting = null)}
    ></readback-confirm>`;
  }

  private renderDeliveries() {
    const rows = this.deliveries.value ?? [];
    return html`<div class="wide">
      ${this.renderProblem(this.deliveries.problem)}
      ${rows.length === 0
        ? html`<p role="status">${this.deliveries.isBusy ? t('loading') : t('noDeliveries')}</p>`
        : dataTable<WebhookDelivery>(
            t('deliveries'),
            [
              { title: t('date'), isHead: true, cell: (row) => dayAndTime(new Date(row.date)) },
              { title: t('act'), cell: (row) => row.event },
              { title: t('attempt'), cell: (row) => row.attempt },
              { title: t('outcome'), cell: (row) => `${row.successful ? '✓' : '✗'} ${row.status ?? row.error}` },
            ],
            rows,
          )}
    </div>`;
  }

  private ask(id: string): void {
    this.saving.clear();
    this.deleting = id;
  }

  private show(id: string | null): void {
    this.shown = id;
    this.deliveries.clear();
    if (id !== null) {
      void this.deliveries.run(() => this.api.deliveries(this.space.id, id));
    }
  }

  private toggle(webhook: Webhook): void {
    void this.change(() => this.api.switchWebhook(this.space.id, webhook.id, !webhook.enabled));
  }

  private async test(webhook: Webhook): Promise<void> {
    if (await this.change(() => this.api.testWebhook(this.space.id, webhook.id))) {
      this.show(webhook.id);
    }
  }

  private async add(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const data = new FormData(form);
    const url = String(data.get('url') ?? '').trim();
    const events = ['message', 'unread'].filter((name) => data.has(name));
    this.fault = checkGiven(url);
    this.eventFault = events.length === 0;
    this.deleting = null;
    if (this.fault !== null) {
      return focusFirstFault(this);
    }
    if (!this.eventFault && !this.saving.isBusy && (await this.change(() => this.api.addWebhook(this.space.id, url, events)))) {
      form.reset();
    }
  }

  private async change(work: () => Promise<WebhookWithSecret | void>): Promise<boolean> {
    const isDone = await this.saving.run(work);
    if (isDone) {
      this.deleting = null;
      this.given = this.saving.value ?? null;
      await this.load();
    }
    return isDone;
  }

  private load(): Promise<boolean> {
    return this.loading.run(() => this.api.webhooks(this.space.id));
  }
}

function eventsOf(webhook: Webhook): string {
  return webhook.events
    .map((event) => (event === 'message' ? t('eventMessage') : t('eventUnread', { minutes: webhook.unreadMinutes ?? 0 })))
    .join(', ');
}

function stateOf(webhook: Webhook): string {
  if (!webhook.enabled) {
    return t('webhookOff', { date: dayAndTime(new Date(webhook.disabledDate!)) });
  }
  return webhook.failingSinceDate === null
    ? t('webhookGood')
    : t('webhookFailing', { date: dayAndTime(new Date(webhook.failingSinceDate)) });
}
