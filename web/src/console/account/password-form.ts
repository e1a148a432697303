import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Session } from '../../api/session';
import { t } from '../../i18n/console';
import { ConsoleElement } from '../parts/console-element';
import { explain } from '../parts/explain';
import { field, focusFirstFault, noteOf } from '../parts/field';
import { Load } from '../parts/load';
import { checkAgain, checkGiven, checkPassword, maxPasswordLength, minPasswordLength } from '../rules';

type Field = 'oldPassword' | 'newPassword' | 'newPasswordAgain';

/** Changes one's own password. Fires `changed` once it is. */
@customElement('readback-password-form')
export class PasswordForm extends ConsoleElement {
  @property({ attribute: false }) session!: Session;

  @state() private faults: Partial<Record<Field, string | null>> = {};
  @state() private isDone = false;

  private readonly saving = new Load(this);

  override render() {
    const { problem } = this.saving;
    return html`<form @submit=${this.save} novalidate>
      <input hidden name="username" autocomplete="username" .value=${this.session.user?.name ?? ''} />
      ${this.renderField('oldPassword', t('oldPassword'), 'current-password')}
      ${this.renderField('newPassword', t('newPassword'), 'new-password', t('passwordHint', { min: minPasswordLength }))}
      ${this.renderField('newPasswordAgain', t('newPasswordAgain'), 'new-password')}
      ${problem !== null && problem.status !== 400 ? html`<p class="fault" role="alert">${explain(problem)}</p>` : nothing}
      <p role="status" ?hidden=${!this.isDone}>${this.isDone ? t('passwordChanged') : ''}</p>
      <div><button class="main" aria-disabled=${this.saving.isBusy}>${t('changePassword')}</button></div>
    </form>`;
  }

  private renderField(name: Field, label: string, autocomplete: 'current-password' | 'new-password', hint?: string) {
    const fault = this.faults[name];
    const input = html`<input
      id=${name}
      name=${name}
      type="password"
      autocomplete=${autocomplete}
      maxlength=${maxPasswordLength}
      aria-invalid=${fault ? 'true' : 'false'}
      aria-describedby=${fault || hint ? noteOf(name) : nothing}
    />`;
    return field(name, label, input, fault, hint);
  }

  private async save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const given = Object.fromEntries(new FormData(form)) as Record<Field, string>;
    this.isDone = false;
    if (this.saving.isBusy || !this.check(given)) {
      return;
    }
    const { oldPassword, newPassword, newPasswordAgain } = given;
    const isSaved = await this.saving.run(async () => {
      await this.session.http.send('/api/users/reset-password', { method: 'POST', json: { oldPassword, newPassword, newPasswordAgain } });
    });
    if (isSaved) {
      form.reset();
      this.isDone = true;
      await this.session.readUser();
      this.dispatchEvent(new CustomEvent('changed'));
    } else if (this.saving.problem?.status === 400) {
      // All the rest was checked here.
      this.faults = { oldPassword: t('wrongOldPassword') };
      await focusFirstFault(this);
    }
  }

  private check(given: Record<Field, string>): boolean {
    this.faults = {
      oldPassword: checkGiven(given.oldPassword),
      newPassword: checkPassword(given.newPassword, this.session.user?.name ?? ''),
      newPasswordAgain: checkAgain(given.newPassword, given.newPasswordAgain),
    };
    void focusFirstFault(this);
    return Object.values(this.faults).every((fault) => fault === null);
  }
}
