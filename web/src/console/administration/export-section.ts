import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t, type TextKey } from '../../i18n/administration';
import { t as consoleText } from '../../i18n/console';
import { language } from '../../i18n/language';
import { field, focusFirstFault, noteOf } from '../parts/field';
import { Load } from '../parts/load';
import { hasHalfDate, periodFields } from '../parts/period';
import { faultOf } from '../search/search-query';
import { exportFormats, exportQuery, fileNameOf, zones, type ExportFormat, type ExportOrder } from './export-order';
import { AdministrationSection } from './section';

const formatNames: Readonly<Record<ExportFormat, TextKey>> = {
  html: 'exportForm',
  csv: 'exportCsv',
  'csv-receipts': 'exportCsvReceipts',
  'csv-semicolon': 'exportSemicolon',
  'csv-semicolon-receipts': 'exportSemicolonReceipts',
  jsonl: 'exportLines',
};

interface Taken {
  readonly name: string;
  readonly position: string;
}

/** Takes the record of one of the user's own spaces away, as a file. */
@customElement('readback-export-section')
export class ExportSection extends AdministrationSection {
  static override styles = [
    AdministrationSection.styles,
    css`
      form {
        display: grid;
        gap: 1rem;
      }
    `,
  ];

  /** The space that is open, to begin with. */
  @property() space: string | null = null;

  @state() private fault: string | null = null;

  private readonly taking = new Load<Taken>(this);
  private readonly zones = zones();

  override render() {
    const spaces = this.session.user?.spaces ?? [];
    if (spaces.length === 0) {
      return html`<p>${t('onlineNeedsSpace')}</p>`;
    }
    return html`<div class="stack">
      <p>${t('exportNote')}</p>
      <form class="panel wide" @submit=${this.submit} novalidate aria-label=${t('export')}>
        <div class="fields">
          ${field('space', t('space'), html`<select id="space" name="space">
            ${spaces.map((space) => html`<option value=${space} ?selected=${space === this.space}>${space}</option>`)}
          </select>`)}
          ${field('format', t('exportAs'), html`<select id="format" name="format">
            ${exportFormats.map((format) => html`<option value=${format}>${t(formatNames[format])}</option>`)}
          </select>`)}
          ${periodFields(this.fault)}
          ${field('zone', t('exportZone'), html`<input
            id="zone" name="zone" list="zones" maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false"
            aria-describedby=${noteOf('zone')} .value=${this.zones.own}
          />`, null, t('exportZoneHint'))}
        </div>
        <datalist id="zones">${this.zones.all.map((zone) => html`<option value=${zone}></option>`)}</datalist>
        <div class="row"><button class="main" ?disabled=${this.taking.isBusy}>${t('doExport')}</button></div>
      </form>
      ${this.renderProblem(this.taking.problem, { 429: t('exportRunning') })}
      <p role="status" class="quiet">${this.renderState()}</p>
    </div>`;
  }

  private renderState() {
    const taken = this.taking.value;
    return this.taking.isBusy ? t('exporting') : taken === null ? nothing : t('exported', { name: taken.name, position: taken.position });
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const given = new FormData(form);
    const text = (name: string) => String(given.get(name) ?? '');
    const order = { space: text('space'), since: text('since'), until: text('until'), zone: text('zone'), format: text('format') };
    const fault = hasHalfDate(form) ? 'badDate' : faultOf(order);
    this.fault = fault === null ? null : consoleText(fault);
    if (fault === null) {
      void this.taking.run((signal) => this.take(order, signal));
    } else {
      void focusFirstFault(this);
    }
  }

  /** The whole answer first: what breaks off on the way is no file. */
  private async take(order: ExportOrder, signal: AbortSignal): Promise<Taken> {
    const answer = await this.api.export(order.space, exportQuery(order, language.current), signal);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await answer.blob());
    link.download = fileNameOf(answer.headers.get('Content-Disposition'));
    link.click();
    URL.revokeObjectURL(link.href);
    return { name: link.download, position: answer.headers.get('X-Log-Position') ?? '' };
  }
}
