import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '../../api/session';
import { t } from '../../i18n/console';
import '../account/looks';
import '../account/password-form';
import { ConsoleElement } from '../parts/console-element';
import { icons } from '../parts/icons';
import './log-in';

/** What stands before everything else: logging in, choosing a password of one's own, waiting for the server. */
@customElement('readback-gate')
export class Gate extends ConsoleElement {
  static override styles = [
    ConsoleElement.styles,
    css`
      :host {
        min-block-size: 100%;
        background: var(--rb-page);
      }
      main {
        display: grid;
        gap: 1.5rem;
        grid-template-columns: minmax(0, 1fr);
        max-inline-size: 27rem;
        margin-inline: auto;
        padding: clamp(1.25rem, 9vh, 6rem) 1rem 2rem;
      }
      .brand {
        display: flex;
        align-items: center;
        gap: 0.6rem;
        font-size: 1.25rem;
        font-weight: 600;
      }
      .tick {
        stroke: var(--rb-page);
      }
      .panel {
        padding: 1.5rem;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  /** The last log-out did not reach the server. */
  @property({ attribute: false }) isStillIn = false;
  @property() kind: 'log-in' | 'password' | 'unreachable' = 'log-in';

  override render() {
    return html`<main>
      <div class="brand">${icons.mark}<span>Readback</span></div>
      <div class="panel stack">${this.renderKind()}</div>
      <readback-looks></readback-looks>
    </main>`;
  }

  private renderKind(): TemplateResult {
    switch (this.kind) {
      case 'log-in':
        return html`<h1>${t('logIn')}</h1>
          ${this.isStillIn ? this.renderStillIn() : nothing}
          <readback-log-in class="wide" .session=${this.session}></readback-log-in>`;
      case 'password':
        return html`<h1>${t('choosePassword')}</h1>
          <p>${t('mustChangePassword', { name: this.session.user?.name ?? '' })}</p>
          <readback-password-form class="wide" .session=${this.session}></readback-password-form>
          <button type="button" class="plain" @click=${this.leave}>${t('logOut')}</button>`;
      case 'unreachable':
        return html`<h1>${t('serverSilent')}</h1>
          <p role="status">${t('tryingAgain')}</p>
          <button type="button" @click=${() => void this.session.readUser()}>${t('tryNow')}</button>`;
    }
  }

  private renderStillIn() {
    return html`<div class="note warn stack" role="alert">
      <p>${t('logOutFailed')}</p>
      <button type="button" @click=${this.leave}>${t('logOutAgain')}</button>
    </div>`;
  }

  private leave(): void {
    this.dispatchEvent(new CustomEvent('leave'));
  }
}
