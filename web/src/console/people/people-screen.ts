import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Watch } from '../../browser/watch';
import { t } from '../../i18n/console';
import type { Space } from '../../state/space';
import { ConsoleElement } from '../parts/console-element';
import { explain } from '../parts/explain';
import { field } from '../parts/field';
import { searchAddress } from '../search/search-query';
import { Members } from './members';
import { byName, nameContains } from './names';

/** From this many names on there is a field to look for one. */
const manyNames = 12;

/** Who is in the space, and who of them is online. */
@customElement('readback-people-screen')
export class PeopleScreen extends ConsoleElement {
  static override styles = [
    ConsoleElement.styles,
    css`
      .stack {
        max-inline-size: 48rem;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 0.75rem;
        min-block-size: 3.25rem;
        padding: 0.2rem 0.9rem;
        border-block-end: 1px solid var(--rb-edge);
      }
      li:last-child {
        border: 0;
      }
      .list {
        padding: 0;
      }
      .name {
        flex: 1 1 7rem;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      .state {
        display: inline-flex;
        align-items: center;
        gap: 0.4rem;
        min-inline-size: 5rem;
      }
      .dot {
        inline-size: 0.65rem;
        block-size: 0.65rem;
        border: 2px solid var(--rb-strong-edge);
        border-radius: 50%;
      }
      .online .dot {
        background: var(--rb-strong-edge);
      }
      .field {
        inline-size: min(100%, 22rem);
      }
    `,
  ];

  @property({ attribute: false }) space!: Space;

  @state() private typed = '';

  private members: Members | null = null;
  private readonly watch = new Watch(this);

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.members?.stop();
    this.members = null;
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('space') || this.members === null) {
      this.members?.stop();
      this.members = new Members(this.space);
      this.watch.only(this.space, this.members);
      this.typed = '';
      void this.members.load();
    }
  }

  override render() {
    const members = this.members!;
    const all = members.list;
    const online = all.filter((name) => this.space.online.has(name)).length;
    const shown = all.filter((name) => nameContains(name, this.typed)).sort((one, other) => this.order(one, other));
    return html`<div class="stack">
      <div>
        <h2 tabindex="-1">${t('people')}</h2>
        <p class="quiet">${members.isLoaded ? t(members.isExact ? 'membersOnline' : 'knownOnline', { count: all.length, online }) : t('loading')}</p>
      </div>
      ${members.problem === null
        ? nothing
        : html`<div class="note bad row" role="alert">
            <span>${explain(members.problem, { 403: t('notAMember', { space: this.space.name }) })}</span>
            <button type="button" @click=${() => void members.load()}>${t('tryNow')}</button>
          </div>`}
      ${all.length >= manyNames ? this.renderFilter(shown.length) : nothing}
      ${shown.length > 0
        ? html`<ul role="list" class="panel list">
            ${shown.map((name) => this.renderMember(name))}
          </ul>`
        : nothing}
      ${members.isExact ? nothing : html`<p class="quiet small">${t('membersNote')}</p>`}
    </div>`;
  }

  private renderFilter(count: number) {
    return html`${field(
        'name',
        t('findName'),
        html`<input id="name" type="search" maxlength="50" .value=${this.typed} @input=${(event: InputEvent) => (this.typed = (event.target as HTMLInputElement).value)} />`,
      )}
      <p class="offscreen" role="status">${this.typed === '' ? '' : t('namesFound', { count })}</p>`;
  }

  private renderMember(name: string) {
    const isOnline = this.space.online.has(name);
    return html`<li class=${isOnline ? 'online' : ''}>
      <span class="name">${name}${name === this.space.username ? html` <span class="quiet">(${t('you')})</span>` : nothing}</span>
      <span class="state"><span class="dot"></span>${isOnline ? t('isOnline') : html`<span class="quiet">${t('isOffline')}</span>`}</span>
      <a class="link" href=${searchAddress(this.space.name, { from: name })}>${t('messagesOf')}<span class="offscreen"> ${name}</span></a>
    </li>`;
  }

  private order(one: string, other: string): number {
    return Number(this.space.online.has(other)) - Number(this.space.online.has(one)) || byName(one, other);
  }
}
