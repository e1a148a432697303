import { t, type TextKey } from '../../i18n/administration';

const actions: Readonly<Record<string, TextKey>> = {
  'user.created': 'actUserCreated',
  'user.changed': 'actUserChanged',
  'user.deleted': 'actUserDeleted',
  'user.unlocked': 'actUserUnlocked',
  'user.password-reset': 'actPasswordReset',
  'user.password-changed': 'actPasswordChanged',
  'role.granted': 'actRoleGranted',
  'role.revoked': 'actRoleRevoked',
  'space.created': 'actSpaceCreated',
  'space.renamed': 'actSpaceRenamed',
  'space.closed': 'actSpaceClosed',
  'member.joined': 'actMemberJoined',
  'member.left': 'actMemberLeft',
};

const outcomeNames: Readonly<Record<string, TextKey>> = {
  'logged in': 'outcomeLoggedIn',
  locked: 'outcomeLocked',
  'unknown user': 'outcomeUnknown',
  'wrong password': 'outcomeWrongPassword',
  disabled: 'outcomeDisabled',
};

/** What can come of an attempt to log in, as it is recorded. */
export const outcomes = Object.keys(outcomeNames);

/** An act in words; one that a newer server knows comes in the server's own. */
export function actionName(action: string): string {
  const key = actions[action];
  return key === undefined ? action : t(key);
}

/** What came of an attempt to log in, likewise. */
export function outcomeName(message: string): string {
  const key = outcomeNames[message];
  return key === undefined ? message : t(key);
}
