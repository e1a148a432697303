import { html, nothing, svg } from 'lit';
import { t } from '../i18n/element';
import type { Space } from '../state/space';

const cross = svg`<path d="m3 3 18 18" />`;
const speaker = svg`<path d="M4 9v6h4l5 4V5L8 9zM16.5 8.5a5 5 0 0 1 0 7" />`;
const bell = svg`<path d="M6 16V10a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21h4" />`;

/** Which space this is, who is there, and what may call for attention. */
export function toolbar(space: Space) {
  const { attention } = space;
  const sound = t(attention.hasSound ? 'soundOn' : 'soundOff');
  return html`<div class="toolbar" part="header">
    <h2 dir="auto">${space.name}</h2>
    <span class="quiet" title=${[...space.online].sort().join(', ')}>
      ${space.feedState === 'open' ? t('online', { count: space.online.size }) : nothing}
    </span>
    <button class="plain" aria-pressed=${attention.hasSound} aria-label=${t('sound')} title=${sound} @click=${() => attention.toggleSound()}>
      ${icon(speaker, attention.hasSound)}
    </button>
    <button
      class="plain"
      aria-pressed=${attention.hasNotifications}
      aria-label=${t('notifications')}
      title=${notificationsTitle(space)}
      ?disabled=${attention.isBlocked}
      @click=${() => void attention.toggleNotifications()}
    >
      ${icon(bell, attention.hasNotifications)}
    </button>
  </div>`;
}

function notificationsTitle({ attention }: Space): string {
  return attention.isBlocked ? t('notificationsBlocked') : t(attention.hasNotifications ? 'notificationsOn' : 'notificationsOff');
}

function icon(shape: unknown, isOn: boolean) {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true">${shape}${isOn ? nothing : cross}</svg>`;
}
