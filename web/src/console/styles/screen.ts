import { css } from 'lit';

/** What the console's screens share: headings, panels, notes. Greys; colour where something is wrong or new. */
export const screen = css`
  :host {
    display: block;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  dl,
  dd,
  fieldset {
    margin: 0;
  }
  h1 {
    font-size: 1.35rem;
    line-height: 1.25;
    font-weight: 600;
  }
  h2 {
    font-size: 1.1rem;
    line-height: 1.3;
    font-weight: 600;
  }
  h3 {
    font-size: 1rem;
    font-weight: 600;
  }
  h1:focus,
  h2:focus {
    outline: none;
  }
  h1:focus-visible,
  h2:focus-visible {
    outline: 3px solid var(--rb-focus);
    outline-offset: 2px;
  }
  h2 + p {
    margin-block-start: 0.3rem;
  }
  summary {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: var(--rb-target);
    font-weight: 600;
    cursor: pointer;
  }
  summary::before {
    content: '▸';
  }
  [open] > summary::before {
    content: '▾';
  }
  ul {
    padding: 0;
    list-style: none;
  }
  .stack {
    display: grid;
    gap: 1rem;
    grid-template-columns: minmax(0, 1fr);
    justify-items: start;
  }
  .stack > * {
    max-inline-size: 100%;
  }
  .wide {
    justify-self: stretch;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
  }
  .apart {
    justify-content: space-between;
    justify-self: stretch;
  }
  .panel {
    justify-self: stretch;
    padding: 1.1rem 1.25rem 1.25rem;
    border: 1px solid var(--rb-edge);
    border-radius: var(--rb-radius);
    background: var(--rb-raised);
  }
  .note {
    justify-self: stretch;
    padding: 0.7rem 0.9rem;
    border: 1px solid var(--rb-edge);
    border-inline-start: 4px solid var(--rb-strong-edge);
    border-radius: var(--rb-radius);
    background: var(--rb-surface);
    overflow-wrap: anywhere;
  }
  .note.warn {
    border-color: transparent;
    border-inline-start-color: var(--rb-on-warn);
    background: var(--rb-warn);
    color: var(--rb-on-warn);
  }
  .note.bad {
    border-inline-start-color: var(--rb-fault);
  }
  .small {
    font-size: 0.875rem;
  }
  .wrap {
    overflow-wrap: anywhere;
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
  .badge {
    display: inline-block;
    min-inline-size: 1.6em;
    padding: 0.1em 0.5em;
    border-radius: 1em;
    background: var(--rb-new);
    color: var(--rb-on-new);
    font-size: 0.85em;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    text-align: center;
  }
  .tag {
    display: inline-block;
    padding: 0.05em 0.5em;
    border: 1px solid var(--rb-strong-edge);
    border-radius: 1em;
    font-size: 0.85em;
    white-space: nowrap;
  }
  .tag.warn {
    border-color: transparent;
    background: var(--rb-warn);
    color: var(--rb-on-warn);
  }
  a.link {
    display: inline-flex;
    align-items: center;
    min-block-size: var(--rb-target);
    min-inline-size: var(--rb-target);
  }
  @media (max-width: 40rem) {
    .panel {
      padding: 0.9rem;
    }
  }
`;
