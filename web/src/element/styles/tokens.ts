import { css } from 'lit';

/*
 * Calm greys, after ISA-101: colour is kept for what asks for attention. Each token can be set from outside as
 * --readback-…; inside only the short --rb-… names are used. Contrast is at least 4.5:1 for text, 3:1 for edges
 * that carry meaning.
 */
const light = css`
  color-scheme: light;
  --rb-page: var(--readback-page, #eceded);
  --rb-surface: var(--readback-surface, #f7f8f8);
  --rb-raised: var(--readback-raised, #ffffff);
  --rb-own: var(--readback-own, #dfe2e5);
  --rb-edge: var(--readback-edge, #c3c8cc);
  --rb-strong-edge: var(--readback-strong-edge, #7b8389);
  --rb-text: var(--readback-text, #1d2226);
  --rb-quiet: var(--readback-quiet, #545c63);
  --rb-action: var(--readback-action, #39434c);
  --rb-on-action: var(--readback-on-action, #ffffff);
  --rb-link: var(--readback-link, #1c4f80);
  --rb-focus: var(--readback-focus, #1c5fa8);
  --rb-new: var(--readback-new, #1c5fa8);
  --rb-on-new: var(--readback-on-new, #ffffff);
  --rb-warn: var(--readback-warn, #fbe7b2);
  --rb-on-warn: var(--readback-on-warn, #4a3500);
  --rb-fault: var(--readback-fault, #a4221b);
  --rb-hit: var(--readback-hit, #fbe08a);
  --rb-on-hit: var(--readback-on-hit, #2d2200);
`;

const dark = css`
  color-scheme: dark;
  --rb-page: var(--readback-page, #16191b);
  --rb-surface: var(--readback-surface, #1e2224);
  --rb-raised: var(--readback-raised, #272c2f);
  --rb-own: var(--readback-own, #363d42);
  --rb-edge: var(--readback-edge, #41494e);
  --rb-strong-edge: var(--readback-strong-edge, #858f96);
  --rb-text: var(--readback-text, #e3e6e8);
  --rb-quiet: var(--readback-quiet, #a5adb3);
  --rb-action: var(--readback-action, #cdd3d7);
  --rb-on-action: var(--readback-on-action, #16191b);
  --rb-link: var(--readback-link, #9cc6ef);
  --rb-focus: var(--readback-focus, #7db6f0);
  --rb-new: var(--readback-new, #7db6f0);
  --rb-on-new: var(--readback-on-new, #0b1d2f);
  --rb-warn: var(--readback-warn, #4d3c0c);
  --rb-on-warn: var(--readback-on-warn, #fbe7b2);
  --rb-fault: var(--readback-fault, #ff9d94);
  --rb-hit: var(--readback-hit, #6b5608);
  --rb-on-hit: var(--readback-on-hit, #fff4cc);
`;

/** For the outermost hosts: the colours of the system, or by hand through theme="light" or theme="dark". */
export const tokens = css`
  :host {
    ${light}
    --rb-target: 44px;
    --rb-radius: var(--readback-radius, 4px);
    --rb-font: var(--readback-font, system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif);
    --rb-size: var(--readback-font-size, 16px);
    font: var(--rb-size) / 1.45 var(--rb-font);
    color: var(--rb-text);
    background: var(--rb-surface);
  }
  @media (prefers-color-scheme: dark) {
    :host {
      ${dark}
    }
  }
  :host([theme='light']) {
    ${light}
  }
  :host([theme='dark']) {
    ${dark}
  }
`;
