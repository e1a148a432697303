import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '../../api/session';
import { Watch } from '../../browser/watch';
import { t } from '../../i18n/console';
import { same } from '../../text/case-folding';
import { ConsoleElement } from '../parts/console-element';
import { addressOf } from '../routes';
import type { SpaceCounts } from '../space-counts';

/** The user's own spaces, and how much is unread in each. */
@customElement('readback-space-list')
export class SpaceList extends ConsoleElement {
  static override shadowRootOptions = { ...ConsoleElement.shadowRootOptions, delegatesFocus: true };

  static override styles = [
    ConsoleElement.styles,
    css`
      nav {
        padding: 0.25rem 0.5rem 0.5rem;
      }
      h2 {
        padding: 0.4rem 0.6rem 0.2rem;
        color: var(--rb-quiet);
        font-size: 0.875rem;
      }
      a {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem;
        min-block-size: var(--rb-target);
        padding: 0.25rem 0.6rem;
        border-inline-start: 3px solid transparent;
        border-radius: var(--rb-radius);
        color: inherit;
        text-decoration: none;
      }
      a:hover {
        background: var(--rb-own);
      }
      a[aria-current] {
        background: var(--rb-own);
        border-inline-start-color: var(--rb-text);
        font-weight: 600;
      }
      a:focus-visible {
        outline-offset: -2px;
      }
      p {
        padding: 0.3rem 0.6rem;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) counts!: SpaceCounts;
  @property() current: string | null = null;

  private readonly watch = new Watch(this);

  override willUpdate(): void {
    this.watch.only(this.session, this.counts);
  }

  override render() {
    const spaces = this.session.user?.spaces ?? [];
    return html`<nav aria-labelledby="title">
      <h2 id="title">${t('spaces')}</h2>
      ${spaces.length === 0
        ? html`<p class="quiet small">${t('noSpace')}</p>`
        : html`<ul role="list">
            ${spaces.map((space) => html`<li>${this.renderSpace(space)}</li>`)}
          </ul>`}
    </nav>`;
  }

  private renderSpace(space: string) {
    const unread = this.counts.of(space) ?? 0;
    const isCurrent = this.current !== null && same(space, this.current);
    return html`<a href=${addressOf('chat', space)} aria-current=${isCurrent ? 'true' : nothing}>
      <span class="wrap">${space}</span>
      ${unread > 0
        ? html`<span><span class="badge" aria-hidden="true">${unread}</span><span class="offscreen">, ${t('unread', { count: unread })}</span></span>`
        : nothing}
    </a>`;
  }
}
