import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../../i18n/console';
import { field, noteOf } from './field';

export interface Period {
  readonly since: string;
  readonly until: string;
}

/** From when to when: the fields `since` and `until` of a form. What is wrong with them stands below the second. */
export function periodFields(fault: string | null, value: Period = { since: '', until: '' }): TemplateResult {
  return html`${dateField('since', t('searchSince'), null, value.since)} ${dateField('until', t('searchUntil'), fault, value.until)}`;
}

/** Whether a date was begun and not brought to its end, for which the form itself gives nothing. */
export function hasHalfDate(form: HTMLFormElement): boolean {
  return [...form.querySelectorAll<HTMLInputElement>('[type="datetime-local"]')].some((input) => input.validity.badInput);
}

/** A day and a time of it, by the clock of whoever fills it in. */
export function dateField(name: string, label: string, fault: string | null, value = '', hint?: string): TemplateResult {
  const input = html`<input
    id=${name}
    name=${name}
    type="datetime-local"
    max="9999-12-31T23:59"
    aria-invalid=${fault ? 'true' : 'false'}
    aria-describedby=${fault || hint ? noteOf(name) : nothing}
    .value=${value}
  />`;
  return field(name, label, input, fault, hint);
}
