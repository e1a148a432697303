import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { t } from '../i18n/element';
import { language } from '../i18n/language';
import { Watch } from '../browser/watch';
import type { Space } from '../state/space';
import { define } from './define';
import { controls } from './styles/controls';

/** The longest message, in UTF-16 units, as the server counts. */
export const maxUnits = 4_000;
/** The counter shows when so many are left. */
const counterUnits = 300;
/** The field grows with its text up to here, in pixels. */
const maxHeight = 220;

/** Where messages are written. Enter sends; what is written stays until it is sent. */
export class Composer extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        padding: 8px 12px;
        border-block-start: 1px solid var(--rb-edge);
        background: var(--rb-surface);
      }
      form {
        display: flex;
        gap: 8px;
        align-items: end;
      }
      textarea {
        flex: 1;
        min-inline-size: 0;
        resize: none;
        overflow-y: auto;
        unicode-bidi: plaintext;
      }
      p {
        margin: 0;
        font-size: 0.8125em;
      }
    `,
  ];

  @property({ attribute: false }) space!: Space;
  @state() private length = 0;
  @query('textarea') private field!: HTMLTextAreaElement | null;

  private readonly watch = new Watch(this);

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pagehide', this.store);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.store);
    this.store();
  }

  /** Puts the cursor into the field. */
  override focus(options?: FocusOptions): void {
    this.field?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('space')) {
      changed.get('space')?.draft.store();
      this.watch.only(this.space.session, language);
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('space') && this.field !== null) {
      this.field.value = this.space.draft.text;
      this.fit();
    }
  }

  override render() {
    if (this.space.session.isAuditor) {
      return html`<p class="quiet">${t('auditorsDoNotWrite')}</p>`;
    }
    return html`<form @submit=${(event: Event) => this.submit(event)}>
        <textarea
          part="input"
          rows="1"
          dir="auto"
          aria-label=${t('write')}
          aria-describedby="hint counter"
          placeholder=${t('write')}
          enterkeyhint="send"
          @input=${() => this.typed()}
          @keydown=${(event: KeyboardEvent) => this.press(event)}
        ></textarea>
        <button class="main" part="send" ?disabled=${!this.maySend}>${t('send')}</button>
      </form>
      <p id="hint" class="offscreen">${t('writeHint')}</p>
      <p id="counter" role="status" class=${this.length > maxUnits ? 'fault' : 'quiet'}>${this.counter()}</p>`;
  }

  private counter() {
    const left = maxUnits - this.length;
    if (left > counterUnits) {
      return nothing;
    }
    return left >= 0 ? t('charactersLeft', { count: left }) : t('charactersTooMany', { count: -left });
  }

  private get maySend(): boolean {
    return this.length <= maxUnits && !/^\p{White_Space}*$/u.test(this.space.draft.text);
  }

  private press(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      this.submit(event);
    }
  }

  private submit(event: Event): void {
    event.preventDefault();
    if (!this.maySend) {
      return;
    }
    this.space.outbox.add(this.space.draft.text);
    this.field!.value = '';
    this.typed();
    this.store();
    this.dispatchEvent(new CustomEvent('message-written'));
  }

  private typed(): void {
    this.space.draft.set(this.field!.value);
    this.fit();
    this.requestUpdate();
  }

  private fit(): void {
    const field = this.field!;
    field.style.height = 'auto';
    field.style.height = `${Math.min(maxHeight, field.scrollHeight + 2)}px`;
    this.length = field.value.length;
  }

  private readonly store = (): void => this.space?.draft.store();
}

define('readback-composer', Composer);
