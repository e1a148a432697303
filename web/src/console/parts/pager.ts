import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Page } from '../../api/wire';
import { t } from '../../i18n/console';
import { ConsoleElement } from './console-element';
import { rowsOn } from './paging';

/** Which rows of how many are shown, and the way to the others. Fires `page` with the number wanted, from 0. */
@customElement('readback-pager')
export class Pager extends ConsoleElement {
  static override styles = [
    ConsoleElement.styles,
    css`
      nav {
        justify-content: space-between;
      }
    `,
  ];

  @property({ attribute: false }) page!: Page<unknown>;

  override render() {
    const rows = rowsOn(this.page);
    const total = this.page.totalElements;
    return html`<nav class="row" aria-label=${t('pages')}>
      <span class="quiet number">${rows === null ? t('noRows') : t('rowsOf', { ...rows, count: total })}</span>
      ${this.page.totalPages > 1
        ? html`<span class="row">
            ${this.renderStep(t('firstPage'), '«', 0, this.page.first)}
            ${this.renderStep(t('previousPage'), '‹', this.page.number - 1, this.page.first)}
            <span class="number">${t('pageOf', { page: this.page.number + 1, pages: this.page.totalPages })}</span>
            ${this.renderStep(t('nextPage'), '›', this.page.number + 1, this.page.last)}
            ${this.renderStep(t('lastPage'), '»', this.page.totalPages - 1, this.page.last)}
          </span>`
        : nothing}
    </nav>`;
  }

  // Not disabled but aria-disabled: a button that has the focus must not lose it on the last page.
  private renderStep(label: string, sign: string, to: number, isEnd: boolean) {
    return html`<button
      type="button"
      aria-label=${label}
      title=${label}
      aria-disabled=${isEnd}
      @click=${() => !isEnd && this.dispatchEvent(new CustomEvent('page', { detail: to }))}
    >
      <span aria-hidden="true">${sign}</span>
    </button>`;
  }
}
