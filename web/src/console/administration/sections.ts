import type { Session } from '../../api/session';

/** The parts of the administration, in the order of their tabs. */
export const sections = ['users', 'spaces', 'locked', 'online', 'log-ins', 'audit', 'export'] as const;
export type Section = (typeof sections)[number];

/** What the user may see of it: administrators all, auditors the record of acts and of their spaces, others nothing. */
export function sectionsFor(session: Pick<Session, 'isAdmin' | 'isAuditor'>): readonly Section[] {
  return session.isAdmin ? sections : session.isAuditor ? ['audit', 'export'] : [];
}
