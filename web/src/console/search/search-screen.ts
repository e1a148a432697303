import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ChatMessage, Page } from '../../api/wire';
import { Watch } from '../../browser/watch';
import { t } from '../../i18n/console';
import { dayAndTime, exactly } from '../../i18n/dates';
import type { Space } from '../../state/space';
import { ConsoleElement } from '../parts/console-element';
import { explain } from '../parts/explain';
import { focusHeading } from '../parts/focus';
import { Load } from '../parts/load';
import '../parts/pager';
import { Members } from '../people/members';
import { byName } from '../people/names';
import { addressOf } from '../routes';
import { excerptOf } from './excerpt';
import { faultOf, filterOf, isEmpty, queryOf, searchAddress, type SearchQuery } from './search-query';
import './search-form';

const pageSize = 20;

/** Looks through the whole history of a space. What is looked for stands in the address, so that back leads back here. */
@customElement('readback-search-screen')
export class SearchScreen extends ConsoleElement {
  static override styles = [
    ConsoleElement.styles,
    css`
      .stack {
        max-inline-size: 60rem;
      }
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li:not(:last-child) {
        border-block-end: 1px solid var(--rb-edge);
      }
      .list {
        padding: 0;
      }
      .hit {
        display: block;
        padding: 0.7rem 0.9rem;
        color: inherit;
        text-decoration: none;
      }
      .hit:hover {
        background: var(--rb-surface);
      }
      .hit:focus-visible {
        outline-offset: -3px;
      }
      .about {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.75rem;
        align-items: baseline;
      }
      .content {
        display: block;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      mark {
        background: var(--rb-hit);
        color: var(--rb-on-hit);
        border-radius: 2px;
      }
      .busy {
        opacity: 0.55;
      }
    `,
  ];

  @property({ attribute: false }) space!: Space;
  /** The part of the address that says what is looked for. */
  @property() text = '';

  private readonly searching = new Load<Page<ChatMessage>>(this, 'reads');
  private readonly watch = new Watch(this);
  private members: Members | null = null;
  private query: SearchQuery = queryOf('');

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.members?.stop();
    this.members = null;
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('space') || this.members === null) {
      this.members?.stop();
      this.members = new Members(this.space);
      this.watch.only(this.members);
      void this.members.load();
    }
    if (changed.has('space') || changed.has('text')) {
      this.query = queryOf(this.text);
      this.search();
    }
  }

  override render() {
    return html`<div class="stack">
      <h2 tabindex="-1">${t('searchTitle')}</h2>
      <readback-search-form
        class="panel"
        .query=${this.query}
        .names=${[...this.members!.list].sort(byName)}
        @search=${(event: CustomEvent<SearchQuery>) => this.go(event.detail)}
      ></readback-search-form>
      <p role="status" class=${this.searching.problem === null ? 'quiet' : 'offscreen'}>${this.summary()}</p>
      ${this.renderProblem()} ${this.renderHits()}
    </div>`;
  }

  private renderProblem() {
    const { problem } = this.searching;
    return problem === null
      ? nothing
      : html`<div class="note bad row" role="alert">
          <span>${explain(problem, { 403: t('notAMember', { space: this.space.name }), 503: t('searchTooLong') })}</span>
          ${problem.isPassing ? html`<button type="button" @click=${this.search}>${t('tryNow')}</button>` : nothing}
        </div>`;
  }

  private renderHits() {
    const page = this.searching.value;
    if (page === null || page.totalElements === 0 || this.searching.problem !== null) {
      return nothing;
    }
    return html`
      <ol class=${this.searching.isBusy ? 'panel list wide busy' : 'panel list wide'} start=${page.number * page.size + 1}>
        ${page.content.map((message) => html`<li>${this.renderHit(message)}</li>`)}
      </ol>
      <readback-pager class="wide" .page=${page} @page=${(event: CustomEvent<number>) => this.turn(event.detail)}></readback-pager>
    `;
  }

  private renderHit(message: ChatMessage) {
    const { pieces, isCutBefore, isCutBehind } = excerptOf(message.content, this.query.content);
    const date = new Date(message.creationDate);
    return html`<a class="hit" href=${addressOf('chat', this.space.name, message.number)}>
      <span class="about small">
        <strong class="wrap">${message.createdBy}</strong>
        <time class="quiet number" datetime=${message.creationDate} title=${exactly(date)}>${dayAndTime(date)}</time>
        <span class="quiet number">#${message.number}</span>
      </span>
      <span class="content">${isCutBefore ? '… ' : nothing}${pieces.map((piece) => (piece.isHit ? html`<mark>${piece.text}</mark>` : piece.text))}${isCutBehind ? ' …' : nothing}</span>
    </a>`;
  }

  private summary(): string {
    const { value, isBusy } = this.searching;
    if (isBusy) {
      return t('searching');
    }
    if (isEmpty(this.query)) {
      return t('searchHint');
    }
    return value === null ? '' : value.totalElements === 0 ? t('noHits') : t('hits', { count: value.totalElements });
  }

  private readonly search = (): void => {
    const { query } = this;
    if (isEmpty(query) || faultOf(query) !== null) {
      this.searching.clear();
      return;
    }
    void this.searching.run(async (signal) => {
      const { value } = await this.space.api.filter(filterOf(query), { page: query.page, size: pageSize }, signal);
      return value;
    });
  };

  /** The same once more is asked anew: there may be new hits. */
  private go(query: SearchQuery): void {
    const address = searchAddress(this.space.name, query);
    if (location.hash === address) {
      this.search();
    } else {
      location.hash = address;
    }
  }

  private turn(page: number): void {
    this.go({ ...this.query, page });
    void focusHeading(this);
  }
}
