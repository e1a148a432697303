import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { acquireSession, releaseSession } from '../api/sessions';
import type { Session } from '../api/session';
import type { ChatMessage } from '../api/wire';
import { Watch } from '../browser/watch';
import { t } from '../i18n/element';
import { asLanguage, language } from '../i18n/language';
import type { Space } from '../state/space';
import { acquireSpace, releaseSpace } from '../state/spaces';
import { banner, bannerStyles } from './banner';
import { chatStyles } from './chat-styles';
import type { Composer } from './composer';
import type { Conversation } from './conversation';
import { define } from './define';
import { HostEvents } from './host-events';
import { toolbar } from './toolbar';
import { controls } from './styles/controls';
import { tokens } from './styles/tokens';
import './composer';
import './conversation';
import './log-in-form';
import './receipts-panel';

const parts = 'message, own, outgoing, content, sender, time, number, receipt, day, new-line, to-end, input, send';

/**
 * One conversation, for any page: <readback-chat server="https://…" space="boiler-2">.
 *
 * Attributes: server (this page's own where not given), space (the user's first where not given), language (en, tr or
 * de), theme (light or dark; as the system has it where not given), no-header. Events: see HostEvents.
 */
export class ReadbackChat extends LitElement {
  static override styles = [tokens, controls, chatStyles, bannerStyles];

  @property() server = '';
  @property({ attribute: 'space' }) spaceName: string | null = null;
  @property() language: string | null = null;
  @property({ reflect: true }) theme: 'light' | 'dark' | null = null;
  @property({ type: Boolean, attribute: 'no-header' }) hasNoHeader = false;
  @state() private shown: ChatMessage | null = null;
  @query('readback-conversation') private conversation!: Conversation | null;
  @query('readback-composer') private composer!: Composer | null;

  private readonly watch = new Watch(this);
  private readonly events = new HostEvents(this);
  private session: Session | null = null;
  private space: Space | null = null;
  private awaited: number | null = null;
  private cameFrom: HTMLElement | null = null;

  /** How many messages the user has not read; null while unknown. */
  get unread(): number | null {
    return this.space?.reads.count ?? null;
  }

  /** Brings a message into sight by its number. */
  showMessage(number: number): void {
    this.awaited = number;
    this.requestUpdate();
  }

  /** Ends the session, of everything that shares it. */
  async logOut(): Promise<void> {
    await this.session?.logOut();
  }

  override focus(options?: FocusOptions): void {
    this.composer?.focus(options);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.events.stop();
    this.changeSpace(null);
    if (this.session !== null) {
      releaseSession(this.session);
      this.session = null;
    }
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.isConnected) {
      return;
    }
    if (changed.has('language') && asLanguage(this.language) !== null) {
      language.show(asLanguage(this.language)!);
    }
    this.findSession();
    this.findSpace();
    const { session, space } = this;
    this.watch.only(session, space, space?.reads, space?.attention, language);
    this.events.tell(session, space);
  }

  protected override updated(): void {
    if (this.awaited !== null && this.conversation !== null) {
      this.conversation.showMessage(this.awaited);
      this.awaited = null;
    }
  }

  override render() {
    const { session, space } = this;
    if (session === null) {
      return nothing;
    }
    if (space === null) {
      return this.renderWithoutSpace(session);
    }
    return html`${this.hasNoHeader ? nothing : toolbar(space)} ${banner(space)}
      <div class=${`body${this.shown ? ' with-panel' : ''}`}>
        <readback-conversation
          exportparts=${parts}
          aria-label=${t('conversation', { space: space.name })}
          .space=${space}
          @show-receipts=${(event: CustomEvent<ChatMessage>) => this.showReceipts(event.detail)}
        ></readback-conversation>
        ${this.shown === null
          ? nothing
          : html`<readback-receipts
              part="receipts-panel"
              role="complementary"
              .space=${space}
              .message=${this.shown}
              @close-panel=${() => this.closeReceipts()}
            ></readback-receipts>`}
      </div>
      <p class="offscreen" role="log" aria-live="polite">${this.events.arrived}</p>
      ${session.state === 'ended' ? html`<readback-log-in-form .session=${session}></readback-log-in-form>` : nothing}
      <readback-composer
        exportparts=${parts}
        .space=${space}
        @message-written=${() => this.conversation?.showEnd()}
      ></readback-composer>`;
  }

  private showReceipts(message: ChatMessage): void {
    this.shown = message;
    this.cameFrom = focusedElement();
  }

  /** The focus goes back to where it came from. */
  private closeReceipts(): void {
    this.shown = null;
    this.cameFrom?.focus();
    this.cameFrom = null;
  }

  private renderWithoutSpace(session: Session) {
    switch (session.state) {
      case 'starting':
        return html`<p class="state">${t('connecting')}</p>`;
      case 'unreachable':
        return html`<p class="state" role="status">${t('serverSilent')} ${t('connecting')}</p>`;
      case 'ended':
        return html`<readback-log-in-form .session=${session}></readback-log-in-form>`;
      case 'active':
        return html`<p class="state">${t(session.user?.requirePasswordReset ? 'mustChangePassword' : 'noSpace')}</p>`;
    }
  }

  private findSession(): void {
    const server = new URL(this.server || '/', document.baseURI);
    if (this.session?.http.server.href === server.href) {
      return;
    }
    this.changeSpace(null);
    if (this.session !== null) {
      releaseSession(this.session);
    }
    this.session = acquireSession(server);
  }

  /** The space as the user of the moment sees it; kept while a session that ended asks for the password. */
  private findSpace(): void {
    const user = this.session!.user;
    const name = this.spaceName || this.space?.name || user?.activeSpace;
    if (user === null || !name || user.requirePasswordReset || this.session!.wasLeft) {
      this.changeSpace(null);
    } else if (this.space?.name !== name || this.space.username !== user.name || this.space.session !== this.session) {
      this.changeSpace(acquireSpace(this.session!, name, user.name));
    }
  }

  private changeSpace(space: Space | null): void {
    if (this.space !== null) {
      releaseSpace(this.space);
      this.shown = null;
    }
    this.space = space;
  }
}

/** The element that has the focus, however deep in shadow trees. */
function focusedElement(): HTMLElement | null {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) {
    focused = focused.shadowRoot.activeElement;
  }
  return focused instanceof HTMLElement ? focused : null;
}

define('readback-chat', ReadbackChat);
