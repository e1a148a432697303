import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../../i18n/administration';
import { ConsoleElement } from '../parts/console-element';

/** A token or secret that is shown this once, to be copied. The focus goes to it, so that nobody overlooks it. */
@customElement('readback-once-shown')
export class OnceShown extends ConsoleElement {
  static override styles = [
    ConsoleElement.styles,
    css`
      .panel {
        border: 2px solid var(--rb-strong-edge);
      }
      .row {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
      }
      input {
        font-family: ui-monospace, monospace;
      }
    `,
  ];

  @property() label = '';
  @property() secret = '';

  @state() private isCopied = false;

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('secret')) {
      this.isCopied = false;
      this.input.select();
    }
  }

  override render() {
    return html`<div class="panel stack">
      <label for="secret">${this.label}</label>
      <div class="row wide">
        <input id="secret" readonly spellcheck="false" autocomplete="off" .value=${this.secret} aria-describedby="note" @focus=${() => this.input.select()} />
        <button type="button" @click=${this.copy}>${t('copy')}</button>
      </div>
      <p id="note" class="quiet small">${t('shownOnce')}</p>
      <span role="status">${this.isCopied ? t('copied') : ''}</span>
    </div>`;
  }

  private get input(): HTMLInputElement {
    return this.renderRoot.querySelector('input')!;
  }

  /** Over plain HTTP a page has no clipboard; what is selected can be copied all the same. */
  private async copy(): Promise<void> {
    this.input.select();
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(this.secret);
      this.isCopied = true;
    } else {
      this.isCopied = document.execCommand('copy');
    }
  }
}
