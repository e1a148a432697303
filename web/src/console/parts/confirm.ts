import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../../i18n/console';
import { deepActiveElement } from './focus';
import { ConsoleElement } from './console-element';

/**
 * Asks once more, in its place on the page: nothing is blocked meanwhile, and messages go on arriving. What stands inside
 * it is what the answer needs. Fires `confirm` or `cancel`; the focus goes back where it came from.
 */
@customElement('readback-confirm')
export class Confirm extends ConsoleElement {
  static override styles = [
    ConsoleElement.styles,
    css`
      .panel {
        border: 2px solid var(--rb-fault);
      }
      .panel:focus {
        outline: none;
      }
    `,
  ];

  @property() question = '';
  @property() action = '';
  @property() fault = '';
  @property({ type: Boolean }) isBusy = false;

  private cameFrom: HTMLElement | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.cameFrom = deepActiveElement();
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('.panel')!.focus();
  }

  override render() {
    return html`<div class="panel stack" role="group" tabindex="-1" aria-labelledby="question" @keydown=${this.listen}>
      <p id="question" class="wrap">${this.question}</p>
      <slot></slot>
      <p class="fault" role="alert" ?hidden=${this.fault === ''}>${this.fault}</p>
      <div class="row">
        <button type="button" class="main danger" ?disabled=${this.isBusy} @click=${this.confirm}>${this.action}</button>
        <button type="button" @click=${() => this.answer('cancel')}>${t('cancel')}</button>
      </div>
    </div>`;
  }

  private listen(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.answer('cancel');
    }
  }

  /** The second half of a double click, on what opened the question, is no answer to it. */
  private confirm(event: MouseEvent): void {
    if (event.detail <= 1) {
      this.answer('confirm');
    }
  }

  private answer(answer: 'confirm' | 'cancel'): void {
    if (answer === 'cancel') {
      this.cameFrom?.focus();
    }
    this.dispatchEvent(new CustomEvent(answer));
  }
}
