import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Page } from '../../api/wire';
import { t, type TextKey } from '../../i18n/administration';
import { dayAndTime, exactly } from '../../i18n/dates';
import { field, focusFirstFault, noteOf } from '../parts/field';
import { Load } from '../parts/load';
import { narrow } from '../parts/media';
import '../parts/pager';
import { hasHalfDate, periodFields } from '../parts/period';
import { dataTable, type Column } from '../parts/table';
import { faultOf } from '../search/search-query';
import { t as consoleText } from '../../i18n/console';
import type { ActRow, LogInRow } from './administration-api';
import { actionName, outcomeName, outcomes } from './record-names';
import { emptyFilter, recordQuery, type RecordFilter } from './record-filter';
import { AdministrationSection } from './section';

type Row = LogInRow | ActRow;

/** The record of log-ins, or of administrative acts: newest first, filtered, paged. */
@customElement('readback-records-section')
export class RecordsSection extends AdministrationSection {
  static override styles = [
    AdministrationSection.styles,
    css`
      details.panel {
        padding-block: 0.35rem;
      }
      details form {
        padding-block: 0.35rem 0.75rem;
      }
      .busy {
        opacity: 0.55;
      }
    `,
  ];

  @property() kind: 'log-ins' | 'audit' = 'log-ins';

  @state() private filter: RecordFilter = emptyFilter;
  @state() private fault: string | null = null;

  private readonly loading = new Load<Page<Row>>(this, 'reads');

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('kind')) {
      this.filter = emptyFilter;
      this.fault = null;
      this.loading.clear();
      this.load(0);
    }
  }

  override render() {
    const page = this.loading.value;
    return html`<div class="stack">
      ${this.renderFilter()} ${this.renderProblem(this.loading.problem, {}, () => this.load(page?.number ?? 0))}
      <p role="status" class="offscreen">${page === null ? t('loading') : t('rowsFound', { count: page.totalElements })}</p>
      ${page === null
        ? nothing
        : html`${page.empty ? nothing : html`<div class=${this.loading.isBusy ? 'wide busy' : 'wide'}>${this.renderTable(page)}</div>`}
            <readback-pager class="wide" .page=${page} @page=${(event: CustomEvent<number>) => this.load(event.detail)}></readback-pager>`}
    </div>`;
  }

  private renderFilter() {
    return html`<details class="panel" ?open=${!narrow.matches}>
      <summary>${t('filter')}</summary>
      ${this.renderForm()}
    </details>`;
  }

  private renderForm() {
    return html`<form @submit=${this.submit} novalidate aria-label=${t('filter')}>
      <div class="fields">
        ${this.renderText('username', t('username'))} ${this.renderText('ip', t('address'))}
        ${this.kind === 'audit' ? this.renderText('msg', t('actOrTarget'), t('actHint')) : this.renderOutcomes()}
        ${periodFields(this.fault)}
      </div>
      <div class="row">
        <button class="main">${t('filter')}</button>
        <button type="button" @click=${this.clear}>${consoleText('clear')}</button>
      </div>
    </form>`;
  }

  private renderText(name: 'username' | 'ip' | 'msg', label: string, hint?: string) {
    const described = hint ? noteOf(name) : nothing;
    const input = html`<input id=${name} name=${name} maxlength="200" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby=${described} />`;
    return field(name, label, input, null, hint);
  }

  private renderOutcomes() {
    const select = html`<select id="msg" name="msg">
      <option value="">${t('all')}</option>
      ${outcomes.map((outcome) => html`<option value=${outcome}>${outcomeName(outcome)}</option>`)}
    </select>`;
    return field('msg', t('outcome'), select);
  }

  private renderTable(page: Page<Row>) {
    const common: Column<Row>[] = [
      {
        title: t('date'),
        cell: (row) => html`<time datetime=${row.date} title=${exactly(new Date(row.date))}>${dayAndTime(new Date(row.date))}</time>`,
      },
      { title: this.kind === 'audit' ? t('who') : t('username'), cell: (row) => row.username },
    ];
    const own: Column<Row>[] =
      this.kind === 'audit'
        ? [
            { title: t('act'), cell: (row) => ('action' in row ? actionName(row.action) : '') },
            { title: t('target'), cell: (row) => ('target' in row ? row.target : '') },
          ]
        : [{ title: t('outcome'), cell: (row) => ('msg' in row ? this.renderOutcome(row) : '') }];
    return dataTable(this.caption, [...common, ...own, { title: t('address'), cell: (row) => row.ip }], page.content);
  }

  private renderOutcome({ isSuccessful, msg }: LogInRow) {
    return isSuccessful ? outcomeName(msg) : html`<span class="tag warn">${outcomeName(msg)}</span>`;
  }

  private get caption(): string {
    return t((this.kind === 'audit' ? 'audit' : 'logIns') satisfies TextKey);
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const given = new FormData(form);
    const text = (name: string) => String(given.get(name) ?? '');
    const filter = { username: text('username'), ip: text('ip'), msg: text('msg'), since: text('since'), until: text('until') };
    const fault = hasHalfDate(form) ? 'badDate' : faultOf(filter);
    this.fault = fault === null ? null : consoleText(fault);
    if (fault === null) {
      this.filter = filter;
      this.load(0);
    } else {
      void focusFirstFault(this);
    }
  }

  private clear(): void {
    this.renderRoot.querySelector('form')!.reset();
    this.fault = null;
    this.filter = emptyFilter;
    this.load(0);
  }

  private load(page: number): void {
    const query = recordQuery(this.filter, page);
    void this.loading.run((signal): Promise<Page<Row>> =>
      this.kind === 'audit' ? this.api.acts(query, signal) : this.api.logIns(query, signal),
    );
  }
}
