import { Observable } from '../browser/observable';
import { load, save } from '../browser/storage';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const key = 'readback:theme';

/** Light or dark: as the system has it, or by hand, remembered for this browser. */
class CurrentTheme extends Observable {
  current: Theme = themes.find((each) => each === load(key)) ?? 'auto';

  choose(theme: Theme): void {
    this.current = theme;
    save(key, theme);
    this.changed();
  }
}

export const theme = new CurrentTheme();
