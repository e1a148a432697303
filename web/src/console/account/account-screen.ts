import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '../../api/session';
import { Watch } from '../../browser/watch';
import { t } from '../../i18n/console';
import type { Space } from '../../state/space';
import { roleName } from '../administration/roles';
import { ConsoleElement } from '../parts/console-element';
import './alerts';
import './looks';
import './password-form';

/** Who is logged in, how the page looks and sounds to them, and their password. */
@customElement('readback-account-screen')
export class AccountScreen extends ConsoleElement {
  static override styles = [
    ConsoleElement.styles,
    css`
      .stack {
        max-inline-size: 44rem;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(7rem, auto) minmax(0, 1fr);
        gap: 0.4rem 1.25rem;
      }
      dt {
        color: var(--rb-quiet);
      }
      readback-password-form {
        max-inline-size: 24rem;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) space: Space | null = null;

  private readonly watch = new Watch(this);

  override willUpdate(): void {
    this.watch.only(this.session);
  }

  override render() {
    return html`<div class="stack">
      <h1 tabindex="-1">${t('account')}</h1>
      ${this.renderUser()}
      <section class="panel stack" aria-labelledby="looks"><h2 id="looks">${t('looks')}</h2><readback-looks></readback-looks></section>
      <section class="panel stack" aria-labelledby="alerts"><h2 id="alerts">${t('alerts')}</h2><readback-alerts class="wide" .session=${this.session} .space=${this.space}></readback-alerts></section>
      <section class="panel stack" aria-labelledby="password">
        <h2 id="password">${t('changePassword')}</h2>
        <p class="quiet">${t('changePasswordNote')}</p>
        <readback-password-form class="wide" .session=${this.session}></readback-password-form>
      </section>
    </div>`;
  }

  private renderUser() {
    const user = this.session.user;
    if (user === null) {
      return nothing;
    }
    const rows = [
      [t('username'), user.name],
      [t('roles'), user.roles.map(roleName).join(', ') || t('roleOPERATOR')],
      [t('spaces'), user.spaces.join(', ') || t('noSpaceShort')],
      [t('email'), user.email],
      [t('phone'), user.phone],
    ];
    return html`<section class="panel stack" aria-labelledby="user">
      <h2 id="user">${t('loggedInAs', { name: user.name })}</h2>
      <dl>
        ${rows.filter(([, value]) => value).map(([label, value]) => html`<dt>${label}</dt><dd class="wrap">${value}</dd>`)}
      </dl>
      <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('leave'))}>${t('logOut')}</button>
    </section>`;
  }
}
