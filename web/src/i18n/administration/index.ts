import { textsOf } from '../texts';
import { de } from './de';
import { en } from './en';
import { tr } from './tr';

export const catalogues = { en, tr, de };
export type TextKey = keyof typeof en;
export const t = textsOf<TextKey>(catalogues);
