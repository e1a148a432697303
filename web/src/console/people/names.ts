import { fold } from '../../text/case-folding';
import { language } from '../../i18n/language';

let collator = new Intl.Collator(language.current, { numeric: true, sensitivity: 'base' });
language.listen(() => (collator = new Intl.Collator(language.current, { numeric: true, sensitivity: 'base' })));

/** The order of names as the reader's language has it. */
export function byName(one: string, other: string): number {
  return collator.compare(one, other) || (one < other ? -1 : 1);
}

/** Whether a name contains what was typed, case ignored as the server ignores it. */
export function nameContains(name: string, typed: string): boolean {
  return fold(name).includes(fold(typed.trim()));
}
