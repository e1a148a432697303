import { css } from 'lit';

export const chatStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 12em;
    block-size: 100%;
    overflow: hidden;
    border: var(--readback-border, none);
  }
  :host([hidden]) {
    display: none;
  }
  .toolbar {
    display: flex;
    align-items: center;
    gap: 4px 12px;
    padding: 2px 6px 2px 12px;
    border-block-end: 1px solid var(--rb-edge);
  }
  .toolbar h2 {
    margin: 0;
    font-size: 1.0625em;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .toolbar .quiet {
    flex: 1;
    font-size: 0.875em;
    white-space: nowrap;
  }
  .toolbar svg {
    inline-size: 22px;
    block-size: 22px;
    vertical-align: middle;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .body {
    position: relative;
    flex: 1;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    min-block-size: 0;
    container-type: size;
  }
  .body.with-panel {
    grid-template-columns: minmax(0, 1fr) minmax(16em, 24em);
  }
  readback-log-in-form {
    border-block-start: 1px solid var(--rb-edge);
    background: var(--rb-raised);
  }
  .state {
    margin: auto;
    padding: 1em;
    color: var(--rb-quiet);
    text-align: center;
  }
  /* Where there is no room beside the conversation, the panel lies over its lower half. */
  @container (max-width: 640px) {
    readback-conversation {
      grid-column: 1 / -1;
    }
    readback-receipts {
      position: absolute;
      inset: 35% 0 0;
      border-block-start: 2px solid var(--rb-strong-edge);
      border-inline-start: none;
    }
  }
`;
