import { css } from 'lit';

/** A list of what can be acted on: what it is, how it fares, and the acts, whatever the width. */
export const actsList = css`
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }
  fieldset.row {
    column-gap: 1.5rem;
  }
  li {
    padding-block: 0.75rem;
    border-block-start: 1px solid var(--rb-edge);
  }
  li.stack {
    gap: 0.6rem;
  }
  button[aria-expanded]::before {
    content: '▸ ';
  }
  button[aria-expanded='true']::before {
    content: '▾ ';
  }
`;
