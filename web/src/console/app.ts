import { LitElement, css, html, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { asProblem } from '../api/problem';
import { acquireSession, releaseSession } from '../api/sessions';
import type { Session } from '../api/session';
import { Watch } from '../browser/watch';
import { controls } from '../element/styles/controls';
import { tokens } from '../element/styles/tokens';
import { t } from '../i18n/console';
import { language } from '../i18n/language';
import type { Space } from '../state/space';
import { acquireSpace, releaseSpace } from '../state/spaces';
import './account/account-screen';
import './chat/chat-screen';
import './frame/connection-banner';
import './frame/frame';
import type { Frame } from './frame/frame';
import './frame/help-panel';
import './log-in/gate';
import './log-in/log-in-again';
import { rememberSpace, spaceToOpen } from './open-space';
import { comeBack } from './parts/come-back';
import './people/people-screen';
import { Router, numberIn } from './routes';
import './search/search-screen';
import { commandOf, type Command } from './shortcuts';
import { OtherSpaces } from './other-spaces';
import { SpaceCounts } from './space-counts';
import { showInIcon } from './tab-icon';
import { theme } from './theme';

/** The page: who is logged in, which space and which screen is open. */
@customElement('readback-console')
export class ConsoleApp extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: block;
        block-size: 100%;
      }
      .notice {
        display: contents;
      }
    `,
  ];

  @query('readback-frame') private frame!: Frame | null;

  private readonly router = new Router();
  private readonly watch = new Watch(this);
  private session!: Session;
  private counts!: SpaceCounts;
  private otherSpaces!: OtherSpaces;
  private space: Space | null = null;
  private isHelpOpen = false;
  /** The server was not told, so the cookies are still good: whoever comes next must not find the session open. */
  private isStillIn = false;
  private shownScreen: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.session = acquireSession(new URL('/', location.href));
    this.counts = new SpaceCounts(this.session);
    this.counts.start();
    this.otherSpaces = new OtherSpaces(this.session, this.counts, () => this.space?.name ?? null);
    this.otherSpaces.start();
    this.router.start();
    this.watch.only(this.session, this.router, language, theme, this.counts);
    addEventListener('keydown', this.press);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.press);
    this.router.stop();
    this.counts.stop();
    this.otherSpaces.stop();
    this.openSpace(null);
    releaseSession(this.session);
  }

  override willUpdate(): void {
    document.documentElement.lang = language.current;
    comeBack.tell(this.session.state === 'active');
    this.isStillIn &&= this.session.state !== 'active';
    this.setAttribute('theme', theme.current);
    this.openSpace(this.isInside && !this.session.user!.requirePasswordReset ? this.spaceName() : null);
    this.counts.tell(this.space?.name ?? null, this.space?.reads.count ?? null);
    document.title = this.windowTitle();
    showInIcon(this.unread);
  }

  override render() {
    const { session } = this;
    if (!this.isInside) {
      this.isHelpOpen = false;
      return session.state === 'starting' ? nothing : this.renderGate(session.state === 'unreachable' ? 'unreachable' : 'log-in');
    }
    return session.user!.requirePasswordReset ? this.renderGate('password') : this.renderFrame();
  }

  /** A screen that is new says so: its heading gets the focus. In a conversation one goes on writing instead. */
  override updated(): void {
    const { screen, rest } = this.router.place;
    const shown = this.frame === null ? null : `${screen}/${screen === 'administration' ? rest.join('/') : ''}`;
    if (shown !== this.shownScreen && this.shownScreen !== null && shown !== null && screen !== 'chat') {
      void this.frame!.focusScreen();
    }
    this.shownScreen = shown;
  }

  /** Also once the session has ended by itself: what is on the screen stays, until somebody else logs in. */
  private get isInside(): boolean {
    const { state, user, wasLeft } = this.session;
    return user !== null && !wasLeft && (state === 'active' || state === 'ended');
  }

  private renderGate(kind: 'log-in' | 'password' | 'unreachable') {
    return html`<readback-gate .session=${this.session} .kind=${kind} .isStillIn=${this.isStillIn} @leave=${this.leave}></readback-gate>`;
  }

  private renderFrame() {
    return html`<readback-frame
      .session=${this.session}
      .place=${this.router.place}
      .spaceName=${this.spaceName()}
      .space=${this.space}
      .counts=${this.counts}
      @help=${this.toggleHelp}
    >
      <div slot="notice" class="notice">
        ${this.session.state === 'ended' && this.router.place.screen !== 'chat' ? html`<readback-log-in-again .session=${this.session}></readback-log-in-again>` : nothing}
        <readback-connection-banner .space=${this.space} .screen=${this.router.place.screen}></readback-connection-banner>
      </div>
      ${this.renderScreen()}
      ${this.isHelpOpen ? html`<readback-help-panel slot="help" @close=${this.toggleHelp}></readback-help-panel>` : nothing}
    </readback-frame>`;
  }

  private renderScreen() {
    const { session, space } = this;
    const { screen, rest } = this.router.place;
    if (screen === 'account') {
      return html`<readback-account-screen .session=${session} .space=${space} @leave=${this.leave}></readback-account-screen>`;
    }
    if (screen === 'administration') {
      void import('./administration/administration-screen');
      return html`<readback-administration-screen .session=${session} .path=${rest} .space=${this.spaceName()}></readback-administration-screen>`;
    }
    if (space === null) {
      return html`<p class="quiet">${t('noSpace')}</p>`;
    }
    switch (screen) {
      case 'chat':
        return html`<readback-chat-screen .space=${space} .number=${numberIn(this.router.place)}></readback-chat-screen>`;
      case 'search':
        return html`<readback-search-screen .space=${space} .text=${rest[0] ?? ''}></readback-search-screen>`;
      case 'people':
        return html`<readback-people-screen .space=${space}></readback-people-screen>`;
    }
  }

  private spaceName(): string | null {
    return spaceToOpen(this.router.place.space, this.session.user);
  }

  private openSpace(name: string | null): void {
    const username = this.session.user?.name ?? '';
    if (name === (this.space?.name ?? null) && (name === null || username === this.space?.username)) {
      return;
    }
    if (this.space !== null) {
      releaseSpace(this.space);
    }
    this.space = name === null ? null : acquireSpace(this.session, name, username);
    this.watch.only(this.session, this.router, language, theme, this.counts, this.space, this.space?.reads);
    if (name !== null) {
      rememberSpace(username, name);
    }
  }

  private get unread(): number {
    return this.isInside ? this.counts.elsewhere(null) : 0;
  }

  private windowTitle(): string {
    return `${this.unread > 0 ? `(${this.unread}) ` : ''}${this.space === null ? '' : `${this.space.name} – `}Readback`;
  }

  private readonly press = (event: KeyboardEvent): void => {
    const command = this.frame === null ? null : commandOf(event);
    if (command !== null) {
      event.preventDefault();
      this.obey(command);
    }
  };

  private obey(command: Command): void {
    const spaces = this.session.user?.spaces ?? [];
    const index = spaces.indexOf(this.spaceName() ?? '');
    switch (command.kind) {
      case 'screen':
        return this.router.go(command.screen, this.spaceName());
      case 'space':
        return this.goToSpace(spaces[command.index]);
      case 'nextSpace':
        return this.goToSpace(spaces[(index + 1) % spaces.length]);
      case 'previousSpace':
        return this.goToSpace(spaces.at(Math.max(index, 0) - 1));
      case 'nextRegion':
        return this.frame?.goRegion(1);
      case 'previousRegion':
        return this.frame?.goRegion(-1);
      case 'help':
        return this.toggleHelp();
    }
  }

  private goToSpace(space: string | undefined): void {
    if (space !== undefined) {
      this.router.go('chat', space);
    }
  }

  private readonly toggleHelp = (): void => {
    this.isHelpOpen = !this.isHelpOpen;
    this.requestUpdate();
  };

  private readonly leave = async (): Promise<void> => {
    try {
      await this.session.logOut();
      this.isStillIn = false;
    } catch (error) {
      asProblem(error);
      this.isStillIn = true;
    }
    this.requestUpdate();
  };
}
