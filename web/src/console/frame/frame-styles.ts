import { css } from 'lit';

/** A side panel and the screen beside it; where it is narrow a bar above, the screen, a bar below. */
export const frameStyles = css`
  :host {
    block-size: 100%;
  }
  .skip {
    position: absolute;
    inset-block-start: -10rem;
    inset-inline-start: 0.5rem;
    z-index: 10;
    padding: 0.75rem 1rem;
    background: var(--rb-action);
    color: var(--rb-on-action);
    border-radius: var(--rb-radius);
  }
  .skip:focus {
    inset-block-start: 0.5rem;
  }
  .page {
    display: grid;
    grid-template: minmax(0, 1fr) / 17rem minmax(0, 1fr);
    block-size: 100%;
  }
  .page.narrow {
    grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
  }
  .side {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    background: var(--rb-page);
    border-inline-end: 1px solid var(--rb-edge);
  }
  .brand {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    padding: 0.9rem 1rem 0.6rem;
    font-weight: 600;
  }
  .tick {
    stroke: var(--rb-page);
  }
  .side readback-space-list {
    flex: 0 1 auto;
    min-block-size: 6rem;
    overflow-y: auto;
  }
  .side readback-online-list {
    flex: 1 1 8rem;
    min-block-size: 4rem;
    overflow-y: auto;
    border-block-start: 1px solid var(--rb-edge);
  }
  a svg,
  button svg {
    flex: none;
  }
  .foot {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    padding: 0.4rem 0.5rem;
    border-block-start: 1px solid var(--rb-edge);
  }
  .foot a[href='#/administration'] {
    grid-column: 1 / -1;
  }
  .foot a {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    min-block-size: var(--rb-target);
    padding-inline: 0.6rem;
    border-radius: var(--rb-radius);
    color: inherit;
    text-decoration: none;
  }
  .foot a span:not(.offscreen) {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .foot a:hover,
  .foot a[aria-current] {
    background: var(--rb-own);
  }
  .help {
    display: grid;
    place-items: center;
    padding: 0;
  }
  .middle {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    min-inline-size: 0;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: stretch;
    justify-content: space-between;
    gap: 0 1.5rem;
    padding-inline: 1.25rem 0.75rem;
    background: var(--rb-surface);
    border-block-end: 1px solid var(--rb-edge);
  }
  h1 {
    align-self: center;
    padding-block: 0.5rem;
    overflow-wrap: anywhere;
  }
  .tabs {
    display: flex;
  }
  .tabs a {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: 3.25rem;
    padding-inline: 0.9rem;
    border-block: 3px solid transparent;
    color: var(--rb-quiet);
    text-decoration: none;
  }
  .tabs a:hover {
    color: var(--rb-text);
    background: var(--rb-own);
  }
  .tabs a[aria-current] {
    color: var(--rb-text);
    font-weight: 600;
    border-block-end-color: var(--rb-text);
  }
  .tabs a:focus-visible,
  .bottom a:focus-visible {
    outline-offset: -4px;
  }
  .beside {
    flex: 1;
    display: flex;
    min-block-size: 0;
  }
  main {
    flex: 1;
    min-inline-size: 0;
    overflow-y: auto;
    padding: 1.25rem;
  }
  main:focus-visible {
    outline-offset: -3px;
  }
  main.chat {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    overflow: hidden;
    padding: 0;
  }
  .narrow main:not(.chat) {
    padding: 1rem;
  }
  .narrow .beside {
    position: relative;
  }
  .top {
    position: relative;
    z-index: 5;
    background: var(--rb-page);
    border-block-end: 1px solid var(--rb-edge);
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    padding: 0.3rem 0.5rem;
  }
  .switcher {
    flex: 1;
    min-inline-size: 0;
    display: flex;
    align-items: center;
    gap: 0.5rem;
    padding-inline: 0.75rem;
    border-color: transparent;
    background: none;
    font-weight: 600;
    text-align: start;
  }
  .switcher .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .switcher[aria-expanded='true'] svg {
    rotate: 180deg;
  }
  .drop {
    position: absolute;
    inset-inline: 0;
    inset-block-start: 100%;
    max-block-size: 70vh;
    overflow-y: auto;
    background: var(--rb-page);
    border-block: 1px solid var(--rb-edge);
    box-shadow: 0 0.5rem 1rem rgb(0 0 0 / 20%);
  }
  .bottom {
    display: flex;
    background: var(--rb-page);
    border-block-start: 1px solid var(--rb-edge);
    padding-block-end: env(safe-area-inset-bottom);
  }
  .bottom a {
    flex: 1 1 0;
    min-inline-size: 0;
    display: grid;
    justify-items: center;
    align-content: center;
    gap: 0.1rem;
    min-block-size: 3.5rem;
    padding-inline: 0.15rem;
    border-block-start: 3px solid transparent;
    color: var(--rb-quiet);
    font-size: 0.75rem;
    text-decoration: none;
  }
  .bottom a span {
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .bottom a[aria-current] {
    color: var(--rb-text);
    font-weight: 600;
    border-block-start-color: var(--rb-text);
  }
  @media (prefers-reduced-motion: no-preference) {
    .switcher svg {
      transition: rotate 0.15s;
    }
  }
`;
