import { html, nothing, type LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Session } from '../../api/session';
import { Watch } from '../../browser/watch';
import { t, type TextKey } from '../../i18n/console';
import type { Space } from '../../state/space';
import { sectionsFor } from '../administration/sections';
import { ConsoleElement } from '../parts/console-element';
import { focusHeading } from '../parts/focus';
import { icons } from '../parts/icons';
import { narrow } from '../parts/media';
import { addressOf, type Place, type Screen } from '../routes';
import type { SpaceCounts } from '../space-counts';
import { frameStyles } from './frame-styles';
import './online-list';
import './space-list';

/** In the bar of a narrow page there is no room for long words. */
const shortNames = {
  chat: 'chatShort',
  search: 'search',
  people: 'people',
  administration: 'administrationShort',
  account: 'account',
} as const satisfies Record<Screen, TextKey>;

/** The page's skeleton: spaces and who is online beside it (above it on a narrow page), screens, and in the middle one of them. */
@customElement('readback-frame')
export class Frame extends ConsoleElement {
  static override styles = [ConsoleElement.styles, frameStyles];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) place!: Place;
  /** The space that is open, whatever screen is shown. */
  @property() spaceName: string | null = null;
  @property({ attribute: false }) space: Space | null = null;
  @property({ attribute: false }) counts!: SpaceCounts;

  /** On a narrow page the list of spaces opens on demand. */
  @state() private isListOpen = false;

  @query('main') private main!: HTMLElement;

  private readonly watch = new Watch(this);

  constructor() {
    super();
    new Watch(this, [narrow]);
  }

  /** Moves the focus to the next part of the page, round and round. */
  goRegion(step: 1 | -1): void {
    const regions = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-region]')];
    const current = regions.findIndex((region) => region.matches(':focus-within'));
    const next = regions[(Math.max(current, 0) + (current < 0 && step > 0 ? 0 : step) + regions.length) % regions.length]!;
    const inside = next === this.main ? null : next.querySelector<HTMLElement>('a[aria-current], a, button');
    (inside ?? next).focus();
  }

  /** Puts the focus where the screen begins. */
  async focusScreen(): Promise<void> {
    const [screen] = this.renderRoot.querySelector<HTMLSlotElement>('main slot')!.assignedElements();
    if (screen !== undefined) {
      await customElements.whenDefined(screen.localName);
      await focusHeading(screen as LitElement);
    }
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    this.watch.only(this.session, this.counts, this.space);
    if (changed.has('place')) {
      this.isListOpen = false;
    }
  }

  override render() {
    return html`
      <div class=${narrow.matches ? 'page narrow' : 'page'}>
        ${narrow.matches ? this.renderTopBar() : this.renderSidePanel()}
        <div class="middle">
          <slot name="notice"></slot>
          ${narrow.matches ? nothing : this.renderHeader()}
          <div class="beside">
            <main data-region tabindex="-1" class=${this.place.screen}><slot></slot></main>
            <slot name="help"></slot>
          </div>
        </div>
        ${narrow.matches ? this.renderBottomBar() : nothing}
      </div>
    `;
  }

  private renderSidePanel() {
    return html`<header class="side">
      ${this.renderSkip()}
      <div class="brand">${icons.mark}<span>Readback</span></div>
      ${this.renderSpaces()}
      <readback-online-list .space=${this.space}></readback-online-list>
      <nav class="foot" aria-label=${t('more')} data-region>
        ${this.renderLink('administration')} ${this.renderLink('account', this.session.user?.name)} ${this.renderHelpButton()}
      </nav>
    </header>`;
  }

  private renderSkip() {
    return html`<button type="button" class="skip" @click=${() => this.main.focus()}>${t('skipToMain')}</button>`;
  }

  private renderSpaces() {
    return html`<readback-space-list
      data-region
      .session=${this.session}
      .counts=${this.counts}
      .current=${this.spaceName}
    ></readback-space-list>`;
  }

  private renderHeader() {
    return this.isOfSpace
      ? html`<section class="head" aria-labelledby="title">
          <h1 tabindex="-1" id="title">${this.spaceName}</h1>
          <nav class="tabs" aria-label=${t('screensOfSpace', { space: this.spaceName ?? '' })} data-region>
            ${this.renderLink('chat')} ${this.renderLink('search')} ${this.renderLink('people')}
          </nav>
        </section>`
      : nothing;
  }

  private renderTopBar() {
    const elsewhere = this.counts.elsewhere(this.spaceName);
    return html`<header class="top" @keydown=${this.closeOnEscape} @focusout=${this.closeOnLeave}>
      ${this.renderSkip()}
      <div class="bar" data-region>
        <h1 tabindex="-1" class="offscreen">${this.isOfSpace ? this.spaceName : t(this.place.screen)}</h1>
        <button type="button" class="switcher" aria-expanded=${this.isListOpen} aria-controls="spaces" @click=${() => (this.isListOpen = !this.isListOpen)}>
          <span class="offscreen">${t('spaces')}:</span>
          <span class="name">${this.spaceName ?? t('noSpaceShort')}</span>
          ${elsewhere > 0
            ? html`<span class="badge" aria-hidden="true">${elsewhere}</span><span class="offscreen">${t('unreadElsewhere', { count: elsewhere })}</span>`
            : nothing}
          ${icons.open}
        </button>
        ${this.renderHelpButton()}
      </div>
      <div id="spaces" class="drop" ?hidden=${!this.isListOpen}>
        ${this.isListOpen ? [this.renderSpaces(), html`<readback-online-list .space=${this.space}></readback-online-list>`] : nothing}
      </div>
    </header>`;
  }

  private renderBottomBar() {
    return html`<nav class="bottom" aria-label=${t('screens')} data-region>
      ${(['chat', 'search', 'people', 'administration', 'account'] as const).map((screen) => this.renderLink(screen, t(shortNames[screen])))}
    </nav>`;
  }

  private renderLink(screen: Screen, label = t(screen satisfies TextKey)) {
    if (screen === 'administration' && sectionsFor(this.session).length === 0) {
      return nothing;
    }
    return html`<a href=${addressOf(screen, this.spaceName)} aria-current=${screen === this.place.screen ? 'page' : nothing}>
      ${icons[screen]}<span>${label}</span>
      ${screen === 'account' && label !== t('account') ? html`<span class="offscreen">: ${t('account')}</span>` : nothing}
    </a>`;
  }

  private renderHelpButton() {
    return html`<button type="button" class="plain help" aria-label=${t('help')} title=${t('help')} @click=${() => this.dispatchEvent(new CustomEvent('help'))}>
      ${icons.help}
    </button>`;
  }

  private get isOfSpace(): boolean {
    return this.spaceName !== null && ['chat', 'search', 'people'].includes(this.place.screen);
  }

  private closeOnLeave(event: FocusEvent): void {
    if (event.relatedTarget instanceof Node && !(event.currentTarget as Node).contains(event.relatedTarget)) {
      this.isListOpen = false;
    }
  }

  private closeOnEscape(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.isListOpen) {
      this.isListOpen = false;
      this.renderRoot.querySelector<HTMLElement>('.switcher')?.focus();
    }
  }
}
