import { t, type TextKey } from '../../i18n/console';

/** The roles that mean something. Who holds neither is an operator. */
export const roles = ['ADMIN', 'AUDITOR'] as const;

const names = new Map<string, TextKey>([
  ['ADMIN', 'roleADMIN'],
  ['AUDITOR', 'roleAUDITOR'],
  ['OPERATOR', 'roleOPERATOR'],
]);

export function roleName(role: string): string {
  const key = names.get(role);
  return key === undefined ? role : t(key);
}
