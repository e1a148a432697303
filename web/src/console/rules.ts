import { t } from '../i18n/console';
import { same } from '../text/case-folding';

/*
 * What the server accepts, so that a form can say what is wrong before it asks. Lengths are in UTF-16 units, as the
 * server counts. Each rule gives the sentence to show, or null.
 */
export const maxUsernameLength = 50;
export const maxSpaceNameLength = 100;
export const minPasswordLength = 10;
export const maxPasswordLength = 128;
export const maxEmailLength = 254;
export const maxPhoneLength = 50;

const control = /[\u0000-\u001f\u007f-\u009f]/;

export function checkUsername(name: string): string | null {
  return isName(name, maxUsernameLength, '/') ? null : t('usernameRule', { max: maxUsernameLength });
}

export function checkSpaceName(name: string): string | null {
  return isName(name, maxSpaceNameLength, '%') ? null : t('spaceNameRule', { max: maxSpaceNameLength });
}

export function checkPassword(password: string, username: string): string | null {
  if (password.length < minPasswordLength || password.length > maxPasswordLength) {
    return t('passwordRule', { min: minPasswordLength, max: maxPasswordLength });
  }
  return same(password, username) ? t('passwordIsName') : null;
}

export function checkAgain(password: string, again: string): string | null {
  return password === again ? null : t('passwordsDiffer');
}

export function checkContact(value: string, max: number): string | null {
  return value.length <= max && !control.test(value) ? null : t('contactRule', { max });
}

export function checkGiven(value: string): string | null {
  return value === '' ? t('required') : null;
}

function isName(name: string, max: number, forbidden: string): boolean {
  return name !== '' && name.length <= max && name.trim() === name && !control.test(name) && !name.includes(forbidden);
}
