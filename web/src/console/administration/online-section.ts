import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../../i18n/administration';
import { field } from '../parts/field';
import { Load } from '../parts/load';
import { dataTable } from '../parts/table';
import { AdministrationSection } from './section';

/** Who is logged in and looking at a space; the server says it of one's own spaces only. */
@customElement('readback-online-section')
export class OnlineSection extends AdministrationSection {
  static override styles = [
    AdministrationSection.styles,
    css`
      .field {
        flex: 0 1 22rem;
      }
      .row {
        align-items: end;
      }
    `,
  ];

  /** The space that is open, to begin with. */
  @property() space: string | null = null;

  @state() private chosen: string | null = null;

  private readonly loading = new Load<readonly string[]>(this, 'reads');

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('space')) {
      this.chosen = this.space;
    }
    if (changed.has('space') || changed.has('chosen')) {
      this.load();
    }
  }

  override render() {
    const spaces = this.session.user?.spaces ?? [];
    const names = this.loading.value;
    if (spaces.length === 0) {
      return html`<p>${t('onlineNeedsSpace')}</p>`;
    }
    return html`<div class="stack">
      <p>${t('onlineNote')}</p>
      <div class="row wide">
        ${field(
          'space',
          t('space'),
          html`<select id="space" @change=${(event: Event) => (this.chosen = (event.target as HTMLSelectElement).value)}>
            ${spaces.map((space) => html`<option value=${space} ?selected=${space === this.chosen}>${space}</option>`)}
          </select>`,
        )}
        <button type="button" @click=${this.load}>${t('reload')}</button>
      </div>
      ${this.renderProblem(this.loading.problem, {}, this.load)}
      <p role="status" class="quiet">${names === null ? t('loading') : t('onlineHere', { count: names.length })}</p>
      ${names === null || names.length === 0
        ? nothing
        : html`<div class="wide">${dataTable(t('loggedIn'), [{ title: t('username'), isHead: true, cell: (name: string) => name }], names)}</div>`}
    </div>`;
  }

  private readonly load = (): void => {
    const { chosen } = this;
    if (chosen !== null) {
      void this.loading.run(() => this.api.online(chosen));
    }
  };
}
