import { css } from 'lit';

/** Forms: a label above each field, what is wrong below it. */
export const forms = css`
  form {
    display: grid;
    gap: 1rem;
    grid-template-columns: minmax(0, 1fr);
  }
  .fields {
    display: grid;
    gap: 1rem;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr));
    align-items: start;
  }
  .field {
    display: grid;
    gap: 0.25rem;
    min-inline-size: 0;
  }
  .field label {
    font-weight: 600;
    font-size: 0.9375rem;
  }
  .field input,
  .field select {
    inline-size: 100%;
    min-inline-size: 0;
  }
  .field input[aria-invalid='true'] {
    border: 2px solid var(--rb-fault);
  }
  .field .fault,
  .field .hint {
    font-size: 0.875rem;
  }
  .field .hint {
    color: var(--rb-quiet);
  }
  fieldset {
    min-inline-size: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    font-weight: 600;
  }
  .check {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    min-block-size: var(--rb-target);
    cursor: pointer;
  }
  .check input {
    flex: none;
    margin: 0;
    accent-color: var(--rb-action);
  }
  .choice {
    display: flex;
    flex-wrap: wrap;
  }
  .choice button {
    border-radius: 0;
    margin-inline-start: -1px;
  }
  .choice button:first-child {
    border-start-start-radius: var(--rb-radius);
    border-end-start-radius: var(--rb-radius);
    margin-inline-start: 0;
  }
  .choice button:last-child {
    border-start-end-radius: var(--rb-radius);
    border-end-end-radius: var(--rb-radius);
  }
  .choice button:focus-visible {
    position: relative;
    z-index: 1;
  }
  .choice button[aria-pressed='true'] {
    position: relative;
    background: var(--rb-action);
    border-color: var(--rb-action);
    color: var(--rb-on-action);
    font-weight: 600;
  }
  button.danger {
    border-color: var(--rb-fault);
    color: var(--rb-fault);
  }
  button.danger.main {
    background: var(--rb-fault);
    color: var(--rb-raised);
  }
  button.danger.main:hover:not(:disabled) {
    background: var(--rb-text);
    border-color: var(--rb-text);
  }
`;
