import type { Problem } from '../../api/problem';
import { t } from '../../i18n/console';

/**
 * What went wrong, in the user's language. Where a status means something in particular just here, the caller says
 * what; what nobody has words for comes in the server's own.
 */
export function explain(problem: Problem, here: Readonly<Record<number, string>> = {}): string {
  const special = here[problem.status];
  if (special !== undefined) {
    return special;
  }
  switch (problem.status) {
    case 0:
      return t('serverSilent');
    case 401:
      return t('sessionOver');
    case 403:
      return t('notAllowed');
    case 404:
      return t('notThere');
    case 429:
      return t('tooManyAttempts', { count: Math.max(1, problem.retryAfterSeconds) });
    case 503:
      return t('serverBusy');
    default:
      return problem.message;
  }
}
