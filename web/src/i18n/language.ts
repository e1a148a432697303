import { Observable } from '../browser/observable';
import { load, save } from '../browser/storage';

export const languages = ['en', 'tr', 'de'] as const;
export type Language = (typeof languages)[number];

const key = 'readback:language';

/** The language of everything on the page that Readback draws: chosen by hand, else as the browser asks. */
class CurrentLanguage extends Observable {
  current: Language = asLanguage(load<string>(key)) ?? preferred();

  choose(language: Language): void {
    save(key, language);
    this.show(language);
  }

  /** For this page only, where a host page says which language it is in. */
  show(language: Language): void {
    this.current = language;
    this.changed();
  }
}

export const language = new CurrentLanguage();

export function asLanguage(tag: string | null | undefined): Language | null {
  const short = tag?.toLowerCase().split('-')[0];
  return languages.find((each) => each === short) ?? null;
}

function preferred(): Language {
  const asked = typeof navigator === 'undefined' ? [] : navigator.languages;
  return asked.map(asLanguage).find((each) => each !== null) ?? 'en';
}
