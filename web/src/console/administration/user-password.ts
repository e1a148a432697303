import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../../i18n/administration';
import '../parts/confirm';
import { explain } from '../parts/explain';
import { field, focusFirstFault, noteOf } from '../parts/field';
import { Load } from '../parts/load';
import { checkPassword, maxPasswordLength, minPasswordLength } from '../rules';
import type { User } from './administration-api';
import { AdministrationSection } from './section';

/** Another password for a user who lost theirs. It is shown while typed, as it has to be told to them. */
@customElement('readback-user-password')
export class UserPassword extends AdministrationSection {
  static override styles = [
    AdministrationSection.styles,
    css`
      .field {
        max-inline-size: 22rem;
      }
    `,
  ];

  @property({ attribute: false }) user!: User;

  @state() private fault: string | null = null;
  /** What was typed, while it is asked whether it is meant. */
  @state() private asked: { readonly password: string; readonly mustChange: boolean } | null = null;
  @state() private isDone = false;

  private readonly saving = new Load(this);

  override render() {
    const { problem } = this.saving;
    return html`<form @submit=${this.ask} @input=${() => (this.isDone = false)} novalidate autocomplete="off">
      ${field(
        'newPassword',
        t('newPassword'),
        html`<input
          id="newPassword"
          name="newPassword"
          type="text"
          maxlength=${maxPasswordLength}
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          aria-invalid=${this.fault ? 'true' : 'false'}
          aria-describedby=${noteOf('newPassword')}
        />`,
        this.fault,
        t('passwordHint', { min: minPasswordLength }),
      )}
      <label class="check"><input type="checkbox" name="mustChange" checked /> ${t('mustChangePasswordNext')}</label>
      <div class="row">
        <button ?hidden=${this.asked !== null}>${t('resetPassword')}…</button>
        <span role="status">${this.isDone ? t('passwordReset', { name: this.user.username }) : ''}</span>
      </div>
      ${this.asked === null
        ? nothing
        : html`<readback-confirm
            .question=${t('resetPasswordQuestion', { name: this.user.username })}
            .action=${t('resetPassword')}
            .fault=${problem === null ? '' : explain(problem)}
            .isBusy=${this.saving.isBusy}
            @confirm=${this.save}
            @cancel=${() => (this.asked = null)}
          ></readback-confirm>`}
    </form>`;
  }

  private ask(event: SubmitEvent): void {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const password = String(given.get('newPassword') ?? '');
    this.fault = checkPassword(password, this.user.username);
    this.saving.clear();
    this.asked = this.fault === null ? { password, mustChange: given.has('mustChange') } : null;
    void focusFirstFault(this);
  }

  private async save(): Promise<void> {
    const { password, mustChange } = this.asked!;
    if (await this.saving.run(() => this.api.resetPassword(this.user.username, password, mustChange))) {
      this.asked = null;
      this.isDone = true;
      this.renderRoot.querySelector('form')!.reset();
    }
  }
}
