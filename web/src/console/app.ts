import { LitElement, css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { acquireSession, releaseSession } from '../api/sessions';
import type { Session } from '../api/session';
import { Watch } from '../browser/watch';
import { controls } from '../element/styles/controls';
import { tokens } from '../element/styles/tokens';
import { language } from '../i18n/language';
import { Router } from './routes';
import { theme } from './theme';
import './screens/administration-screen';
import './screens/people-screen';
import './screens/search-screen';

/** The page: who is logged in, which space and which screen is open. */
@customElement('readback-console')
export class ConsoleApp extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: grid;
      }
    `,
  ];

  private readonly router = new Router();
  private readonly watch = new Watch(this);
  private session: Session | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.session = acquireSession(new URL('/', location.href));
    this.watch.only(this.session, this.router, language, theme);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    releaseSession(this.session!);
  }

  override render() {
    return this.session?.state === 'active' ? html`<main>${this.renderScreen()}</main>` : nothing;
  }

  private renderScreen() {
    const { screen, space } = this.router.place;
    switch (screen) {
      case 'search':
        return html`<readback-search-screen .session=${this.session} .space=${space}></readback-search-screen>`;
      case 'people':
        return html`<readback-people-screen .session=${this.session} .space=${space}></readback-people-screen>`;
      case 'administration':
        return html`<readback-administration-screen .session=${this.session}></readback-administration-screen>`;
      case 'chat':
        return nothing;
    }
  }
}
