import type { Catalogue } from '../texts';
import type { en } from './en';

export const tr: Catalogue<keyof typeof en> = {
  spaces: 'Alanlar',
  unread: { one: '{count} okunmamış', other: '{count} okunmamış' },
  chat: 'Konuşma',
  search: 'Arama',
  people: 'Kişiler',
  administration: 'Yönetim',
  logOut: 'Çıkış yap',
  language: 'Dil',
  theme: 'Renkler',
  themeAuto: 'Sistem gibi',
  themeLight: 'Açık',
  themeDark: 'Koyu',
  skipToConversation: 'Konuşmaya geç',
};
