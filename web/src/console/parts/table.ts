import { css, html, nothing, type TemplateResult } from 'lit';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => unknown;
  /** The column that names the row. */
  readonly isHead?: boolean;
}

/**
 * A table that becomes a list of cards where there is no room for columns. The roles stand in full, as a table
 * that is drawn as blocks is none to a screen reader otherwise. `below` draws something under a row, such as a question.
 */
export function dataTable<Row>(
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  below: (row: Row) => TemplateResult | typeof nothing = () => nothing,
): TemplateResult {
  return html`<table role="table" aria-label=${caption}>
    <thead role="rowgroup">
      <tr role="row">
        ${columns.map((column) => html`<th role="columnheader" scope="col">${column.title || html`<span class="offscreen">–</span>`}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map((row) => [
        html`<tr role="row">${columns.map((column) => renderCell(column, row))}</tr>`,
        renderBelow(below(row), columns.length),
      ])}
    </tbody>
  </table>`;
}

function renderCell<Row>(column: Column<Row>, row: Row): TemplateResult {
  return column.isHead
    ? html`<th role="rowheader" scope="row" data-title=${column.title}>${column.cell(row)}</th>`
    : html`<td role="cell" data-title=${column.title}>${column.cell(row)}</td>`;
}

function renderBelow(content: TemplateResult | typeof nothing, columns: number) {
  return content === nothing
    ? nothing
    : html`<tr role="row" class="below"><td role="cell" colspan=${columns}>${content}</td></tr>`;
}

export const tables = css`
  table {
    inline-size: 100%;
    border-collapse: collapse;
    background: var(--rb-raised);
    border: 1px solid var(--rb-edge);
  }
  th,
  td {
    block-size: 2.75rem;
    padding: 0.15rem 0.75rem;
    text-align: start;
    vertical-align: middle;
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }
  thead th {
    font-size: 0.875rem;
    color: var(--rb-quiet);
    white-space: nowrap;
    background: var(--rb-surface);
    border-block-end: 1px solid var(--rb-strong-edge);
  }
  tbody tr:not(:last-child) > * {
    border-block-end: 1px solid var(--rb-edge);
  }
  tbody th {
    font-weight: 600;
  }
  td time {
    white-space: nowrap;
  }
  @media (max-width: 46rem) {
    table,
    tbody,
    tr,
    th,
    td {
      display: block;
      block-size: auto;
    }
    thead {
      display: block;
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    tbody tr {
      padding-block: 0.5rem;
    }
    tbody tr:not(:last-child) {
      border-block-end: 1px solid var(--rb-edge);
    }
    tbody tr:not(:last-child) > * {
      border: 0;
    }
    tbody th,
    tbody td {
      padding-block: 0.15rem;
    }
    /* Titles in a column of their own: a long value goes on below itself. */
    tbody td[data-title]:not([data-title='']) {
      padding-inline-start: 9.25rem;
    }
    tbody td[data-title]:not([data-title='']):not(:empty)::before {
      content: attr(data-title);
      float: inline-start;
      inline-size: 8.5rem;
      margin-inline-start: -8.5rem;
      box-sizing: border-box;
      padding-inline-end: 0.75rem;
      color: var(--rb-quiet);
      font-size: 0.875rem;
      line-height: 1.7;
    }
    tbody td::after {
      content: '';
      display: block;
      clear: both;
    }
  }
`;
