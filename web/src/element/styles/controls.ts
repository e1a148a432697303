import { css } from 'lit';

/** Buttons, fields and the like: large enough for a gloved finger, and plainly focused. */
export const controls = css`
  :host,
  * {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  :focus-visible {
    outline: 3px solid var(--rb-focus);
    outline-offset: 1px;
  }
  button,
  .button {
    font: inherit;
    color: inherit;
    min-block-size: var(--rb-target);
    min-inline-size: var(--rb-target);
    padding: 0 0.9em;
    border: 1px solid var(--rb-strong-edge);
    border-radius: var(--rb-radius);
    background: var(--rb-raised);
    cursor: pointer;
  }
  button:hover:not(:disabled) {
    background: var(--rb-own);
  }
  button:disabled {
    opacity: 0.55;
    cursor: default;
  }
  button.main {
    background: var(--rb-action);
    color: var(--rb-on-action);
    border-color: var(--rb-action);
  }
  button.main:hover:not(:disabled) {
    background: var(--rb-text);
  }
  button.plain {
    border-color: transparent;
    background: none;
  }
  input,
  textarea,
  select {
    font: inherit;
    font-weight: 400;
    color: inherit;
    min-block-size: var(--rb-target);
    padding: 0.5em 0.6em;
    border: 1px solid var(--rb-strong-edge);
    border-radius: var(--rb-radius);
    background: var(--rb-raised);
  }
  input[type='checkbox'] {
    min-block-size: 0;
    inline-size: 1.25em;
    block-size: 1.25em;
  }
  ::placeholder {
    color: var(--rb-quiet);
    opacity: 1;
  }
  a {
    color: var(--rb-link);
  }
  .quiet {
    color: var(--rb-quiet);
  }
  .fault {
    color: var(--rb-fault);
    font-weight: 600;
  }
  .offscreen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
