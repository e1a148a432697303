import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t, type TextKey } from '../../i18n/administration';
import { dayAndTime } from '../../i18n/dates';
import '../parts/confirm';
import { explain } from '../parts/explain';
import { Load } from '../parts/load';
import { dataTable } from '../parts/table';
import { actsList } from './acts-list';
import type { SpaceRow, Webhook, WebhookDelivery, WebhookWithSecret } from './administration-api';
import './once-shown';
import { AdministrationSection } from './section';
import './webhook-form';

const eventNames: Readonly<Record<string, TextKey>> = { message: 'deliveryMessage', unread: 'deliveryUnread', test: 'deliveryTest' };

/** Where a space's messages are told to: making a webhook, trying it out, and what came of its deliveries. */
@customElement('readback-space-webhooks')
export class SpaceWebhooks extends AdministrationSection {
  static override styles = [AdministrationSection.styles, actsList];

  @property({ attribute: false }) space!: SpaceRow;

  /** What is open below a webhook. */
  @state() private open: { readonly id: string; readonly what: 'deliveries' | 'form' | 'question' } | null = null;
  @state() private given: WebhookWithSecret | null = null;

  private readonly loading = new Load<readonly Webhook[]>(this, 'reads');
  private readonly saving = new Load<WebhookWithSecret | void>(this);
  private readonly deliveries = new Load<readonly WebhookDelivery[]>(this, 'reads');

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('space') && (changed.get('space') as SpaceRow | undefined)?.id !== this.space.id) {
      this.given = this.open = null;
      void this.load();
    }
  }

  override render() {
    const webhooks = this.loading.value ?? [];
    return html`<div class="stack">
      <p class="quiet">${t('webhooksNote')}</p>
      ${this.renderForm(null)} ${this.open?.what === 'question' ? nothing : this.renderProblem(this.saving.problem)}
      ${this.given === null
        ? nothing
        : html`<readback-once-shown class="wide" .label=${t('secretOf', { url: this.given.webhook.url })} .secret=${this.given.secret}></readback-once-shown>`}
      ${this.renderProblem(this.loading.problem, {}, () => void this.load())}
      ${webhooks.length === 0
        ? nothing
        : html`<ul role="list" class="wide" aria-label=${t('webhooks')}>${webhooks.map((webhook) => this.renderWebhook(webhook))}</ul>`}
    </div>`;
  }

  private renderForm(webhook: Webhook | null) {
    return html`<readback-webhook-form
      class="wide"
      .session=${this.session}
      .space=${this.space}
      .webhook=${webhook}
      @saved=${(event: CustomEvent<WebhookWithSecret | null>) => this.took(event.detail)}
      @cancel=${() => (this.open = null)}
    ></readback-webhook-form>`;
  }

  private renderWebhook(webhook: Webhook) {
    const { url, id } = webhook;
    const open = this.open?.id === id ? this.open.what : null;
    return html`<li class="stack">
      <div class="wide">
        <strong class="wrap">${url}</strong>
        <p class="quiet small">${eventsOf(webhook)}${webhook.enabled && webhook.failingSinceDate === null ? ` · ${t('webhookGood')}` : nothing}</p>
        ${renderTrouble(webhook)}
      </div>
      <div class="row">
        <button type="button" aria-label=${t('testWebhookOf', { url })} @click=${() => this.test(webhook)}>${t('testWebhook')}</button>
        <button type="button" aria-expanded=${open === 'deliveries'} aria-label=${t('deliveriesOf', { url })} @click=${() => this.show(open === 'deliveries' ? null : id)}>
          ${t('deliveries')}
        </button>
        <button type="button" aria-expanded=${open === 'form'} aria-label=${t('changeWebhookOf', { url })} @click=${() => this.turn(open === 'form' ? null : id, 'form')}>
          ${t('changeWebhook')}
        </button>
        <button type="button" aria-label=${t(webhook.enabled ? 'switchOffOf' : 'switchOnOf', { url })} @click=${() => this.toggle(webhook)}>
          ${t(webhook.enabled ? 'switchOff' : 'switchOn')}
        </button>
        <button type="button" aria-label=${t('renewSecretOf', { url })} @click=${() => this.change(() => this.api.renewWebhook(this.space.id, id))}>
          ${t('renewSecret')}
        </button>
        <button type="button" aria-label=${t('deleteWebhookOf', { url })} @click=${() => this.turn(id, 'question')}>${t('remove')}…</button>
      </div>
      ${open === 'question' ? this.renderQuestion(webhook) : open === 'form' ? this.renderForm(webhook) : open === 'deliveries' ? this.renderDeliveries() : nothing}
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
      @confirm=${() => this.delete(webhook)}
      @cancel=${() => (this.open = null)}
    ></readback-confirm>`;
  }

  private renderDeliveries() {
    const rows = this.deliveries.value ?? [];
    return html`<div class="wide">
      ${this.renderProblem(this.deliveries.problem)}
      ${rows.length === 0
        ? html`<p role="status" class="quiet">${this.deliveries.isBusy ? t('loading') : t('noDeliveries')}</p>`
        : dataTable<WebhookDelivery>(
            t('deliveries'),
            [
              { title: t('date'), isHead: true, cell: (row) => dayAndTime(new Date(row.date)) },
              { title: t('act'), cell: (row) => (row.event in eventNames ? t(eventNames[row.event]!) : row.event) },
              { title: t('attempt'), cell: (row) => row.attempt },
              { title: t('outcome'), cell: renderOutcome },
            ],
            rows,
          )}
    </div>`;
  }

  private turn(id: string | null, what: 'form' | 'question'): void {
    this.saving.clear();
    this.open = id === null ? null : { id, what };
  }

  private show(id: string | null): void {
    this.open = id === null ? null : { id, what: 'deliveries' };
    this.deliveries.clear();
    if (id !== null) {
      void this.deliveries.run(() => this.api.deliveries(this.space.id, id));
    }
  }

  private toggle(webhook: Webhook): void {
    void this.change(() => this.api.changeWebhook(this.space.id, webhook.id, { enabled: !webhook.enabled }));
  }

  private async test(webhook: Webhook): Promise<void> {
    if (await this.change(() => this.api.testWebhook(this.space.id, webhook.id))) {
      this.show(webhook.id);
    }
  }

  private async delete(webhook: Webhook): Promise<void> {
    if ((await this.change(() => this.api.deleteWebhook(this.space.id, webhook.id))) && this.given?.webhook.id === webhook.id) {
      this.given = null;
    }
  }

  private async change(work: () => Promise<WebhookWithSecret | void>): Promise<boolean> {
    const isDone = await this.saving.run(work);
    if (isDone) {
      await this.took(this.saving.value ?? null);
    }
    return isDone;
  }

  /** A secret that was shown stays until another is given: whoever tries a new webhook out may not have copied it yet. */
  private async took(given: WebhookWithSecret | null): Promise<void> {
    this.open = this.open?.what === 'deliveries' ? this.open : null;
    this.given = given ?? this.given;
    await this.load();
  }

  private load(): Promise<boolean> {
    return this.loading.run(() => this.api.webhooks(this.space.id));
  }
}

function eventsOf(webhook: Webhook): string {
  return webhook.events
    .map((event) => (event === 'message' ? t('eventMessage') : t('eventUnreadAfter', { count: webhook.unreadMinutes ?? 0 })))
    .join(' · ');
}

function renderTrouble(webhook: Webhook) {
  if (!webhook.enabled) {
    return html`<p class="small"><span class="tag">${t('webhookOff', { date: dayAndTime(new Date(webhook.disabledDate!)) })}</span></p>`;
  }
  if (webhook.failingSinceDate === null) {
    return nothing;
  }
  const next = webhook.nextAttemptDate === null ? '' : t('webhookNext', { date: dayAndTime(new Date(webhook.nextAttemptDate)) });
  return html`<p class="small">
    <span class="tag warn">${t('webhookFailing', { date: dayAndTime(new Date(webhook.failingSinceDate)) })}</span> <span class="quiet">${next}</span>
  </p>`;
}

/** What the receiver answered, or in the server's own words why there is no answer. */
function renderOutcome(row: WebhookDelivery) {
  const text = `${row.successful ? '✓' : '✗'} ${row.status ?? row.error}`;
  return row.status === null ? html`<span lang="en">${text}</span>` : text;
}
