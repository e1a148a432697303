import type { Catalogue } from '../texts';
import type { en } from './en';

export const de: Catalogue<keyof typeof en> = {
  spaces: 'Räume',
  unread: { one: '{count} ungelesen', other: '{count} ungelesen' },
  chat: 'Unterhaltung',
  search: 'Suche',
  people: 'Personen',
  administration: 'Verwaltung',
  logOut: 'Abmelden',
  language: 'Sprache',
  theme: 'Farben',
  themeAuto: 'Wie das System',
  themeLight: 'Hell',
  themeDark: 'Dunkel',
  skipToConversation: 'Zur Unterhaltung',
};
