import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '../../api/session';
import { Watch } from '../../browser/watch';
import { t } from '../../i18n/console';
import { Attention, attentionKey } from '../../state/attention';
import type { Space } from '../../state/space';
import { ConsoleElement } from '../parts/console-element';

/** What calls for attention when a message comes and nobody looks: each space has its own choice, off until made. */
@customElement('readback-alerts')
export class Alerts extends ConsoleElement {
  static override styles = [
    ConsoleElement.styles,
    css`
      fieldset {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto auto;
        align-items: center;
        gap: 0 1.5rem;
        padding-block: 0.15rem;
        border-block-end: 1px solid var(--rb-edge);
      }
      legend {
        float: inline-start;
        overflow-wrap: anywhere;
        font-weight: 400;
      }
      .check:has(:disabled) {
        color: var(--rb-quiet);
        cursor: default;
      }
      @media (max-width: 40rem) {
        fieldset {
          grid-template-columns: auto 1fr;
        }
        legend {
          grid-column: 1 / -1;
          padding-block-start: 0.5rem;
          font-weight: 600;
        }
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  /** The space that is open: it holds its own choice already. */
  @property({ attribute: false }) space: Space | null = null;

  private readonly others = new Map<string, Attention>();
  private readonly watch = new Watch(this);

  override willUpdate(): void {
    const { space, names } = this;
    this.watch.only(space?.attention, ...names.filter((name) => name !== space?.name).map((name) => this.attentionOf(name)));
  }

  override render() {
    const { names } = this;
    if (names.length === 0) {
      return html`<p class="quiet">${t('noSpace')}</p>`;
    }
    return html`<p>${t('alertsNote')}</p>
      ${names.map((name) => this.renderSpace(name, this.attentionOf(name)))}
      ${this.attentionOf(names[0]!).isBlocked ? html`<p class="quiet small">${t('alertBlocked')}</p>` : nothing}`;
  }

  private renderSpace(name: string, attention: Attention) {
    return html`<fieldset>
      <legend>${name}</legend>
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
    </fieldset>`;
  }

  private get names(): readonly string[] {
    return this.session.user?.spaces ?? [];
  }

  private attentionOf(name: string): Attention {
    const { space, session } = this;
    if (space?.name === name) {
      return space.attention;
    }
    const key = attentionKey(session.http.server, session.user!.name, name);
    const attention = this.others.get(key) ?? new Attention(key, name);
    this.others.set(key, attention);
    return attention;
  }
}
