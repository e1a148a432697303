import { html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Watch } from '../../browser/watch';
import { t } from '../../i18n/console';
import { ConsoleElement } from '../parts/console-element';
import { field, focusFirstFault } from '../parts/field';
import { narrow } from '../parts/media';
import { hasHalfDate, periodFields } from '../parts/period';
import { emptyQuery, faultOf, maxContentLength, maxSenderLength, type SearchQuery } from './search-query';

/** What to look for. Fires `search` with a query that can be asked. */
@customElement('readback-search-form')
export class SearchForm extends ConsoleElement {
  @property({ attribute: false }) query: SearchQuery = emptyQuery;
  /** Names to pick a sender from; any other can be typed. */
  @property({ attribute: false }) names: readonly string[] = [];

  @state() private fault: string | null = null;

  constructor() {
    super();
    new Watch(this, [narrow]);
  }

  override render() {
    return html`<form role="search" aria-label=${t('searchTitle')} @submit=${this.submit} novalidate>
      ${field(
        'content',
        t('searchContent'),
        html`<input id="content" name="content" type="search" maxlength=${maxContentLength} autocomplete="off" .value=${this.query.content} />`,
      )}
      ${narrow.matches
        ? html`<details ?open=${hasMore(this.query)}><summary>${t('searchMore')}</summary>${this.renderMore()}</details>`
        : this.renderMore()}
      <datalist id="names">${this.names.map((name) => html`<option value=${name}></option>`)}</datalist>
      <div class="row">
        <button class="main">${t('doSearch')}</button>
        <button type="button" @click=${this.clear}>${t('clear')}</button>
      </div>
    </form>`;
  }

  private renderMore() {
    return html`<div class="fields">
        ${field(
          'from',
          t('searchSender'),
          html`<input id="from" name="from" list="names" maxlength=${maxSenderLength} autocomplete="off" autocapitalize="none" spellcheck="false" .value=${this.query.from} />`,
        )}
        ${periodFields(this.fault, this.query)}
      </div>`;
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const query = this.read(form);
    const fault = hasHalfDate(form) ? 'badDate' : faultOf(query);
    this.fault = fault === null ? null : t(fault);
    if (fault === null) {
      this.fire(query);
    } else {
      void focusFirstFault(this);
    }
  }

  private clear(): void {
    this.fault = null;
    this.renderRoot.querySelector('form')!.reset();
    this.renderRoot.querySelectorAll('input').forEach((input) => (input.value = ''));
    this.renderRoot.querySelector<HTMLElement>('#content')!.focus();
    this.fire(emptyQuery);
  }

  private read(form: HTMLFormElement): SearchQuery {
    const given = new FormData(form);
    const text = (name: string) => String(given.get(name) ?? '');
    return { content: text('content'), from: text('from').trim(), since: text('since'), until: text('until'), page: 0 };
  }

  private fire(query: SearchQuery): void {
    this.dispatchEvent(new CustomEvent('search', { detail: query }));
  }
}

/** Whether the part that is folded away on a narrow page holds something. */
function hasMore({ from, since, until }: SearchQuery): boolean {
  return from !== '' || since !== '' || until !== '';
}
