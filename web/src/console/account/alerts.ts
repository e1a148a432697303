import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Watch } from '../../browser/watch';
import { t } from '../../i18n/console';
import type { Space } from '../../state/space';
import { ConsoleElement } from '../parts/console-element';

/** What calls for attention when a message comes and nobody looks: each space has its own choice, off until made. */
@customElement('readback-alerts')
export class Alerts extends ConsoleElement {
  static override styles = [
    ConsoleElement.styles,
    css`
      .check:has(:disabled) {
        cursor: default;
      }
    `,
  ];

  @property({ attribute: false }) space: Space | null = null;

  private readonly watch = new Watch(this);

  override willUpdate(): void {
    this.watch.only(this.space?.attention);
  }

  override render() {
    if (this.space === null) {
      return html`<p class="quiet">${t('noSpace')}</p>`;
    }
    const { attention, name } = this.space;
    return html`<p>${t('alertsIn', { space: name })}</p>
      <label class="check">
        <input type="checkbox" .checked=${attention.hasSound} @change=${() => attention.toggleSound()} />
        ${t('alertSound')}
      </label>
      <label class="check">
        <input
          type="checkbox"
          .checked=${attention.hasNotifications}
          ?disabled=${attention.isBlocked}
          @change=${() => void attention.toggleNotifications().then(() => this.requestUpdate())}
        />
        ${t('alertNotification')}
      </label>
      <p class="quiet small" ?hidden=${!attention.isBlocked}>${t('alertBlocked')}</p>`;
  }
}
