import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '../../api/session';
import { Watch } from '../../browser/watch';
import { t, type TextKey } from '../../i18n/administration';
import { ConsoleElement } from '../parts/console-element';
import { addressOf } from '../routes';
import './export-section';
import './locked-section';
import './online-section';
import './records-section';
import { sectionsFor, type Section } from './sections';
import './space-page';
import './spaces-section';
import './user-page';
import './users-section';
import './warnings-note';

const titles: Readonly<Record<Section, TextKey>> = {
  users: 'users',
  spaces: 'spaces',
  locked: 'locked',
  online: 'loggedIn',
  'log-ins': 'logIns',
  audit: 'audit',
  export: 'export',
};

/** Users, spaces and records. What the user's role does not allow is not there. */
@customElement('readback-administration-screen')
export class AdministrationScreen extends ConsoleElement {
  static override styles = [
    ConsoleElement.styles,
    css`
      .stack {
        max-inline-size: 72rem;
        gap: 1.25rem;
      }
      nav {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem;
        border-block-end: 1px solid var(--rb-edge);
      }
      a {
        display: flex;
        align-items: center;
        min-block-size: var(--rb-target);
        padding-inline: 0.8rem;
        border-block: 3px solid transparent;
        color: var(--rb-quiet);
        text-decoration: none;
      }
      a:hover {
        background: var(--rb-own);
        color: var(--rb-text);
      }
      a[aria-current] {
        border-block-end-color: var(--rb-text);
        color: var(--rb-text);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  /** What stands behind #/administration/. */
  @property({ attribute: false }) path: readonly string[] = [];
  /** The space that is open. */
  @property() space: string | null = null;

  private readonly watch = new Watch(this);

  override willUpdate(): void {
    this.watch.only(this.session);
  }

  override render() {
    const allowed = sectionsFor(this.session);
    const section = allowed.find((each) => each === this.path[0]) ?? allowed[0];
    return html`<div class="stack">
      <h1 tabindex="-1">${t('administration')}</h1>
      ${this.session.isAdmin ? html`<readback-warnings-note class="wide" .session=${this.session}></readback-warnings-note>` : nothing}
      ${section === undefined
        ? html`<p>${t('notForYou')}</p>`
        : html`<nav class="wide" aria-label=${t('administration')}>
              ${allowed.map(
                (each) =>
                  html`<a href=${addressOf('administration', null, each)} aria-current=${each === section ? 'page' : nothing}>${t(titles[each])}</a>`,
              )}
            </nav>
            ${this.renderSection(section)}`}
    </div>`;
  }

  private renderSection(section: Section) {
    const { session } = this;
    const id = this.path[1];
    switch (section) {
      case 'users':
        return id
          ? html`<readback-user-page class="wide" .session=${session} .userId=${id}></readback-user-page>`
          : html`<readback-users-section class="wide" .session=${session}></readback-users-section>`;
      case 'spaces':
        return id
          ? html`<readback-space-page class="wide" .session=${session} .spaceId=${id}></readback-space-page>`
          : html`<readback-spaces-section class="wide" .session=${session}></readback-spaces-section>`;
      case 'locked':
        return html`<readback-locked-section class="wide" .session=${session}></readback-locked-section>`;
      case 'online':
        return html`<readback-online-section class="wide" .session=${session} .space=${this.space}></readback-online-section>`;
      case 'log-ins':
        return html`<readback-records-section class="wide" .session=${session} kind="log-ins"></readback-records-section>`;
      case 'audit':
        return html`<readback-records-section class="wide" .session=${session} kind="audit"></readback-records-section>`;
      case 'export':
        return html`<readback-export-section class="wide" .session=${session} .space=${this.space}></readback-export-section>`;
    }
  }
}
