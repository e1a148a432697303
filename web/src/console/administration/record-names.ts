import { t, type TextKey } from '../../i18n/administration';

const actions = new Map<string, TextKey>(Object.entries({
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
  'machine.created': 'actMachineCreated',
  'machine.renewed': 'actMachineRenewed',
  'machine.revoked': 'actMachineRevoked',
  'webhook.created': 'actWebhookCreated',
  'webhook.changed': 'actWebhookChanged',
  'webhook.renewed': 'actWebhookRenewed',
  'webhook.deleted': 'actWebhookDeleted',
  'webhook.disabled': 'actWebhookDisabled',
  'space.exported': 'actSpaceExported',
  'keys.rotated': 'actKeysRotated',
} satisfies Record<string, TextKey>));

const outcomeNames = new Map<string, TextKey>(Object.entries({
  'logged in': 'outcomeLoggedIn',
  locked: 'outcomeLocked',
  'unknown user': 'outcomeUnknown',
  'wrong password': 'outcomeWrongPassword',
  disabled: 'outcomeDisabled',
  'refresh token replayed': 'outcomeReplayed',
} satisfies Record<string, TextKey>));

/** What can come of an attempt to log in, as it is recorded. */
export const outcomes = [...outcomeNames.keys()];

/** An act in words; one that a newer server knows comes in the server's own. */
export function actionName(action: string): string {
  const key = actions.get(action);
  return key === undefined ? action : t(key);
}

/** What came of an attempt to log in, likewise. */
export function outcomeName(message: string): string {
  const key = outcomeNames.get(message);
  return key === undefined ? message : t(key);
}
