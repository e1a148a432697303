import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '../../api/session';
import { t } from '../../i18n/console';
import { ConsoleElement } from '../parts/console-element';
import './log-in';

/** A session that ended under the user's hands: the page stays as it is, with what was written. */
@customElement('readback-log-in-again')
export class LogInAgain extends ConsoleElement {
  static override styles = [
    ConsoleElement.styles,
    css`
      :host {
        padding: 0.9rem 1rem 1rem;
        background: var(--rb-warn);
        color: var(--rb-on-warn);
        border-block-end: 1px solid var(--rb-strong-edge);
      }
      section {
        display: grid;
        gap: 0.75rem;
        max-inline-size: 30rem;
      }
      readback-log-in {
        padding: 1rem;
        border-radius: var(--rb-radius);
        background: var(--rb-raised);
        color: var(--rb-text);
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;

  override render() {
    return html`<section aria-labelledby="title">
      <div role="alert"><h2 id="title">${t('logInAgain')}</h2></div>
      <readback-log-in .session=${this.session} .username=${this.session.user?.name ?? ''}></readback-log-in>
    </section>`;
  }
}
