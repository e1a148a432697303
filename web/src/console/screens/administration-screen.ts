import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '../../api/session';
import { controls } from '../../element/styles/controls';
import { t } from '../../i18n/console';

@customElement('readback-administration-screen')
export class AdministrationScreen extends LitElement {
  static override styles = [controls];

  @property({ attribute: false }) session!: Session;
  @property() space: string | null = null;

  override render() {
    return html`<h1>${t('administration')}</h1>`;
  }
}
