import { css } from 'lit';

export const conversationStyles = css`
  :host {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    min-block-size: 0;
    position: relative;
  }
  .scroller {
    overflow-y: auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
    scrollbar-gutter: stable;
    min-block-size: 0;
    container-type: inline-size;
  }
  .all {
    position: relative;
    overflow: hidden;
    contain: strict;
  }
  .drawn {
    position: absolute;
    inset: 0 0 auto;
    will-change: transform;
  }
  .row,
  .outgoing-list > * {
    display: flow-root;
    padding: 3px 12px;
  }
  .message {
    max-inline-size: 46em;
    margin-inline: 0 3em;
    padding: 0.3em 0.75em 0.4em;
    border: 1px solid var(--rb-edge);
    border-inline-start: 4px solid var(--rb-edge);
    border-radius: var(--rb-radius);
    background: var(--rb-raised);
  }
  .message.own {
    margin-inline: auto 0;
    inline-size: calc(100% - 3em);
    border-inline-start-width: 1px;
    border-inline-end: 4px solid var(--rb-strong-edge);
    background: var(--rb-own);
  }
  .message.marked {
    outline: 3px solid var(--rb-focus);
  }
  .outgoing {
    border-style: dashed;
  }
  .message header {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.6em;
    align-items: baseline;
  }
  .sender {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  time,
  .number,
  .receipt,
  .message p {
    font-size: 0.8125em;
    color: var(--rb-quiet);
    font-variant-numeric: tabular-nums;
  }
  .ago::before {
    content: '· ';
  }
  .number {
    font-weight: 600;
  }
  .content {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
  }
  .message p {
    margin: 0.2em 0;
  }
  .message p.fault {
    color: var(--rb-fault);
  }
  /* Small to the eye, large to the finger: the target reaches into the space around. */
  button.receipt {
    position: relative;
    min-block-size: 0;
    margin-inline-start: auto;
    padding: 0 0.3em;
  }
  button.receipt::after {
    content: '';
    position: absolute;
    inset: -13px -8px;
  }
  .short {
    display: none;
  }
  @container (max-width: 480px) {
    .long {
      position: absolute;
      clip-path: inset(50%);
      white-space: nowrap;
    }
    .short {
      display: inline;
    }
    .message {
      margin-inline-end: 1.2em;
    }
    .message.own {
      inline-size: calc(100% - 1.2em);
      margin-inline-end: 0;
    }
  }
  .day,
  .new-line {
    display: flex;
    align-items: center;
    gap: 0.8em;
    margin-block: 0.9em 0.6em;
    font-size: 0.8125em;
    font-weight: 600;
    color: var(--rb-quiet);
  }
  .day::before,
  .day::after,
  .new-line::before,
  .new-line::after {
    content: '';
    flex: 1;
    border-block-start: 1px solid var(--rb-edge);
  }
  .new-line {
    color: var(--rb-new);
  }
  .new-line::before,
  .new-line::after {
    border-block-start: 2px solid var(--rb-new);
  }
  .placeholder {
    block-size: 60px;
    padding: 0.4em 0.75em;
    border: 1px dashed var(--rb-edge);
    border-radius: var(--rb-radius);
    color: var(--rb-quiet);
    font-size: 0.8125em;
  }
  .state {
    place-self: center;
    padding: 1em;
    text-align: center;
    color: var(--rb-quiet);
  }
  .to-end {
    position: absolute;
    inset-block-end: 12px;
    inset-inline-end: 28px;
    box-shadow: 0 2px 8px rgb(0 0 0 / 25%);
  }
  .to-end.new {
    background: var(--rb-new);
    color: var(--rb-on-new);
    border-color: var(--rb-new);
    font-weight: 600;
  }
`;
