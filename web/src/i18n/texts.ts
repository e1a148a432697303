import { language, type Language } from './language';

/** A text with {places}, or one text for each plural category that the language has (chosen by the number `count`). */
export type Text = string | { readonly one: string; readonly other: string };
export type Catalogue<Key extends string> = Readonly<Record<Key, Text>>;
export type Values = Readonly<Record<string, string | number>>;

/** Looks texts up in the language of the moment. Every language has every key: the compiler sees to it. */
export function textsOf<Key extends string>(catalogues: Readonly<Record<Language, Catalogue<Key>>>) {
  return (key: Key, values: Values = {}): string => fill(catalogues[language.current][key], values, language.current);
}

export function fill(text: Text, values: Values, tag: Language): string {
  const form = typeof text === 'string' ? text : text[plural(tag, Number(values['count']))];
  return form.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    return value === undefined ? place : typeof value === 'number' ? number(tag, value) : value;
  });
}

const plurals = new Map<Language, Intl.PluralRules>();
const numbers = new Map<Language, Intl.NumberFormat>();

function plural(tag: Language, count: number): 'one' | 'other' {
  const rules = plurals.get(tag) ?? new Intl.PluralRules(tag);
  plurals.set(tag, rules);
  return rules.select(count) === 'one' ? 'one' : 'other';
}

function number(tag: Language, value: number): string {
  const format = numbers.get(tag) ?? new Intl.NumberFormat(tag);
  numbers.set(tag, format);
  return format.format(value);
}
