import { css, html, nothing } from 'lit';
import type { Space } from '../state/space';
import { t } from '../i18n/element';

export const bannerStyles = css`
  .banner {
    margin: 0;
    padding: 0.55em 12px;
    background: var(--rb-warn);
    color: var(--rb-on-warn);
    font-weight: 600;
  }
  /* A connection that opens at once needs no words. */
  .banner.soon {
    animation: appear 0s 1s both;
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
  }
`;

/** The truth about the connection, where there is something to say. */
export function banner(space: Space) {
  const text = wordsFor(space);
  const isSoon = space.feedState === 'connecting' && space.session.state !== 'unreachable';
  return html`<div role="status" aria-live="polite">
    ${text === null ? nothing : html`<p class=${`banner${isSoon ? ' soon' : ''}`} part="banner">${text}</p>`}
  </div>`;
}

function wordsFor({ session, feedState, name }: Space): string | null {
  if (session.state === 'ended') {
    return null;
  }
  if (session.state === 'unreachable') {
    return t('offline');
  }
  switch (feedState) {
    case 'connecting':
      return t('connecting');
    case 'lost':
      return t('offline');
    case 'refused':
      return t('notAMember', { space: name });
    case 'open':
    case 'ended':
      return null;
  }
}
