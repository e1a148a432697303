import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Watch } from '../../browser/watch';
import { t } from '../../i18n/console';
import type { Space } from '../../state/space';
import { byName } from '../people/names';
import { ConsoleElement } from '../parts/console-element';

/** Who of the open space is online. That somebody is, is normal: no colour. */
@customElement('readback-online-list')
export class OnlineList extends ConsoleElement {
  static override styles = [
    ConsoleElement.styles,
    css`
      section {
        padding: 0.25rem 0.5rem 0.75rem;
      }
      h2 {
        padding: 0.4rem 0.6rem 0.2rem;
        color: var(--rb-quiet);
        font-size: 0.875rem;
      }
      li {
        display: flex;
        align-items: baseline;
        gap: 0.5rem;
        padding: 0.2rem 0.6rem;
        overflow-wrap: anywhere;
      }
      .dot {
        flex: none;
        inline-size: 0.55rem;
        block-size: 0.55rem;
        border-radius: 50%;
        background: var(--rb-strong-edge);
      }
      p {
        padding: 0.2rem 0.6rem;
      }
    `,
  ];

  @property({ attribute: false }) space: Space | null = null;

  private readonly watch = new Watch(this);

  override willUpdate(): void {
    this.watch.only(this.space);
  }

  override render() {
    const { space } = this;
    if (space === null || space.feedState !== 'open') {
      return html`<section><h2>${t('onlineTitle')}</h2><p class="quiet small">${t('onlineUnknown')}</p></section>`;
    }
    const names = [...space.online].sort(byName);
    return html`<section aria-labelledby="title">
      <h2 id="title">${t('onlineCount', { count: names.length })}</h2>
      <ul role="list">
        ${names.map(
          (name) =>
            html`<li><span class="dot"></span><span>${name}${name === space.username ? html` <span class="quiet">(${t('you')})</span>` : ''}</span></li>`,
        )}
      </ul>
    </section>`;
  }
}
