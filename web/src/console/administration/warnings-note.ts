import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { load, save } from '../../browser/storage';
import { t } from '../../i18n/administration';
import { Load } from '../parts/load';
import type { SettingWarning } from './administration-api';
import { AdministrationSection } from './section';

const seenKey = 'readback:warnings-seen';

/** Settings of the server that are not safe; shown until somebody says that they are known, and again when others come. */
@customElement('readback-warnings-note')
export class WarningsNote extends AdministrationSection {
  static override styles = [
    AdministrationSection.styles,
    css`
      :host([hidden]) {
        display: none;
      }
      ul {
        padding-inline-start: 1.25rem;
        list-style: disc;
      }
      li {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @state() private seen = load<string>(seenKey);

  private readonly loading = new Load<readonly SettingWarning[]>(this, 'reads');

  override firstUpdated(): void {
    void this.loading.run((signal) => this.api.warnings(signal));
  }

  /** Where there is nothing to say there is no gap either. */
  override willUpdate(): void {
    const warnings = this.loading.value ?? [];
    this.hidden = warnings.length === 0 || this.seen === signOf(warnings);
  }

  override render() {
    const warnings = this.loading.value ?? [];
    if (this.hidden) {
      return nothing;
    }
    return html`<section class="note bad stack" aria-label=${t('notSafe')}>
      <strong>${t('notSafe')}</strong>
      <ul>
        ${warnings.map(({ setting, text }) => html`<li><code>${setting}</code>: <span lang="en">${text}</span></li>`)}
      </ul>
      <div class="row"><button type="button" @click=${() => this.know(warnings)}>${t('isKnown')}</button></div>
    </section>`;
  }

  private know(warnings: readonly SettingWarning[]): void {
    this.seen = signOf(warnings);
    save(seenKey, this.seen);
  }
}

function signOf(warnings: readonly SettingWarning[]): string {
  return warnings.map(({ setting, text }) => `${setting}: ${text}`).join('\n');
}
