import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { t } from '../../i18n/console';
import { ConsoleElement } from '../parts/console-element';
import { deepActiveElement } from '../parts/focus';
import { icons } from '../parts/icons';
import { shortcutList } from '../shortcuts';

/** The keys that do something, beside the screen and never over it. Fires `close`. */
@customElement('readback-help-panel')
export class HelpPanel extends ConsoleElement {
  static override styles = [
    ConsoleElement.styles,
    css`
      aside {
        display: grid;
        align-content: start;
        gap: 1rem;
        inline-size: 20rem;
        block-size: 100%;
        overflow-y: auto;
        padding: 1rem;
        background: var(--rb-surface);
        border-inline-start: 1px solid var(--rb-edge);
      }
      @media (max-width: 52rem) {
        :host {
          position: absolute;
          inset: 0;
          z-index: 4;
        }
        aside {
          inline-size: 100%;
          border: 0;
        }
      }
      button {
        display: grid;
        place-items: center;
        padding: 0;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.5rem 1rem;
        align-items: baseline;
      }
      dt {
        white-space: nowrap;
      }
      kbd {
        padding: 0.1em 0.4em;
        border: 1px solid var(--rb-strong-edge);
        border-radius: var(--rb-radius);
        background: var(--rb-raised);
        font: inherit;
        font-size: 0.875rem;
      }
    `,
  ];

  private cameFrom: HTMLElement | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.cameFrom = deepActiveElement();
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('h2')!.focus();
  }

  override render() {
    return html`<aside aria-labelledby="title" @keydown=${this.listen}>
      <div class="row apart">
        <h2 id="title" tabindex="-1">${t('help')}</h2>
        <button type="button" class="plain" aria-label=${t('close')} title=${t('close')} @click=${this.close}>${icons.close}</button>
      </div>
      <h3>${t('shortcuts')}</h3>
      <dl>
        ${shortcutList.map(
          ({ keys, text }) =>
            html`<dt>${keys.split(/(, | … )/).map((part, i) => (i % 2 === 0 ? html`<kbd>${part}</kbd>` : part))}</dt>
              <dd>${t(text)}</dd>`,
        )}
      </dl>
      <h3>${t('helpReceipts')}</h3>
      <p>${t('helpReceiptsText')}</p>
      <h3>${t('helpDrafts')}</h3>
      <p>${t('helpDraftsText')}</p>
    </aside>`;
  }

  private listen(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      this.close();
    }
  }

  private close(): void {
    this.cameFrom?.focus();
    this.dispatchEvent(new CustomEvent('close'));
  }
}
