import { svg, html } from 'lit';

/** Line drawings of 24 units; they say nothing to a screen reader, the word beside them does. */
const draw = (paths: unknown) =>
  html`<svg
    viewBox="0 0 24 24"
    width="22"
    height="22"
    fill="none"
    stroke="currentColor"
    stroke-width="1.8"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    ${paths}
  </svg>`;

export const icons = {
  chat: draw(svg`<path d="M5 4.5h14a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5h-8l-4.5 4v-4H5A1.5 1.5 0 0 1 3.5 15V6A1.5 1.5 0 0 1 5 4.5z"/>`),
  search: draw(svg`<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5.5 5.5"/>`),
  people: draw(svg`<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 20c.6-4 3-6 6.5-6s5.9 2 6.5 6"/><path d="M15.5 5.3a3.5 3.5 0 0 1 0 6.4M17.5 14.3c2.2.8 3.6 2.7 4 5.7"/>`),
  account: draw(svg`<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.7-4.3 3.4-6.5 7.5-6.5s6.8 2.2 7.5 6.5"/>`),
  administration: draw(svg`<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>`),
  help: draw(svg`<circle cx="12" cy="12" r="9"/><path d="M9.5 9.5a2.5 2.5 0 1 1 3.7 2.2c-.8.5-1.2 1-1.2 2M12 17v.01"/>`),
  open: draw(svg`<path d="m6 9.5 6 6 6-6"/>`),
  close: draw(svg`<path d="m6 6 12 12M18 6 6 18"/>`),
  mark: html`<svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
    <path fill="currentColor" d="M6 4h20a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H15l-7 6v-6H6a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4z" />
    <path fill="none" class="tick" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" d="m9 14 5 5 9-10" />
  </svg>`,
};
