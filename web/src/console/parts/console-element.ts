import { LitElement, type CSSResultGroup } from 'lit';
import { Watch } from '../../browser/watch';
import { controls } from '../../element/styles/controls';
import { language } from '../../i18n/language';
import { forms } from '../styles/forms';
import { screen } from '../styles/screen';

/** What every part of the console is: drawn in the house's styles, and again when the language changes. */
export abstract class ConsoleElement extends LitElement {
  static override styles: CSSResultGroup = [controls, screen, forms];

  constructor() {
    super();
    new Watch(this, [language]);
  }
}
