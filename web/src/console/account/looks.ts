import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Watch } from '../../browser/watch';
import { t, type TextKey } from '../../i18n/console';
import { language, languages, type Language } from '../../i18n/language';
import { ConsoleElement } from '../parts/console-element';
import { theme, themes, type Theme } from '../theme';

/** Each language by its own name, whatever the page speaks. */
const languageNames: Readonly<Record<Language, string>> = { en: 'English', tr: 'Türkçe', de: 'Deutsch' };
const themeNames: Readonly<Record<Theme, TextKey>> = { auto: 'themeAuto', light: 'themeLight', dark: 'themeDark' };

/** Language and colours, remembered for this browser. */
@customElement('readback-looks')
export class Looks extends ConsoleElement {
  static override styles = [
    ConsoleElement.styles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 1rem 2rem;
      }
      legend {
        padding-block-end: 0.35rem;
        font-size: 0.9375rem;
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, [theme]);
  }

  override render() {
    return html`
      <fieldset>
        <legend>${t('language')}</legend>
        <div class="choice">
          ${languages.map(
            (each) =>
              html`<button type="button" lang=${each} aria-pressed=${each === language.current} @click=${() => language.choose(each)}>
                ${languageNames[each]}
              </button>`,
          )}
        </div>
      </fieldset>
      <fieldset>
        <legend>${t('theme')}</legend>
        <div class="choice">
          ${themes.map(
            (each) =>
              html`<button type="button" aria-pressed=${each === theme.current} @click=${() => theme.choose(each)}>
                ${t(themeNames[each])}
              </button>`,
          )}
        </div>
      </fieldset>
    `;
  }
}
