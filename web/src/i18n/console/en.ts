/** What the console around the conversation says; the other languages have the same keys. */
export const en = {
  spaces: 'Spaces',
  unread: { one: '{count} unread', other: '{count} unread' },
  chat: 'Conversation',
  search: 'Search',
  people: 'People',
  administration: 'Administration',
  logOut: 'Log out',
  language: 'Language',
  theme: 'Colours',
  themeAuto: 'As the system',
  themeLight: 'Light',
  themeDark: 'Dark',
  skipToConversation: 'To the conversation',
} as const;
