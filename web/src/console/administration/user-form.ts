import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../../i18n/administration';
import '../parts/confirm';
import { field, focusFirstFault, noteOf } from '../parts/field';
import { Load } from '../parts/load';
import { checkContact, checkPassword, checkUsername, maxEmailLength, maxPasswordLength, maxPhoneLength, maxUsernameLength, minPasswordLength } from '../rules';
import type { User, UserInput } from './administration-api';
import { AdministrationSection } from './section';

type Faults = Readonly<Partial<Record<'username' | 'password' | 'email' | 'phone', string | null>>>;

/** A user's own fields; name and first password only where the user is a new one. Fires `saved`, with the new user if so. */
@customElement('readback-user-form')
export class UserForm extends AdministrationSection {
  @property({ attribute: false }) user: User | null = null;

  @state() private faults: Faults = {};
  @state() private isDone = false;
  /** What was given, while it is asked whether the user is really to be locked out. */
  @state() private asked: UserInput | null = null;

  private readonly saving = new Load<User | null>(this);

  override render() {
    const { user } = this;
    return html`<form @submit=${this.save} @input=${() => (this.isDone = false)} novalidate autocomplete="off">
      <div class="fields">
        ${user === null ? this.renderNew() : nothing}
        ${this.renderText('email', t('email'), 'email', user?.email, maxEmailLength)}
        ${this.renderText('phone', t('phone'), 'tel', user?.phone, maxPhoneLength)}
      </div>
      <div>
        ${this.renderCheck('enabled', t('mayLogIn'), user?.enabled ?? true)}
        ${this.renderCheck('requirePasswordReset', t('mustChangePasswordNext'), user?.requirePasswordReset ?? true)}
      </div>
      ${this.renderProblem(this.saving.problem, { 409: user === null ? t('usernameTaken') : t('lastAdministrator') })}
      ${this.asked === null ? nothing : this.renderQuestion(this.asked)}
      <div class="row" ?hidden=${this.asked !== null}>
        <button class="main" aria-disabled=${this.saving.isBusy}>${user === null ? t('addUser') : t('save')}</button>
        <span role="status">${this.isDone ? t('saved') : ''}</span>
      </div>
    </form>`;
  }

  private renderQuestion(input: UserInput) {
    return html`<readback-confirm
      .question=${t('disableQuestion', { name: this.user!.username })}
      .action=${t('disable')}
      .isBusy=${this.saving.isBusy}
      @confirm=${() => this.store(input)}
      @cancel=${() => (this.asked = null)}
    ></readback-confirm>`;
  }

  private renderNew() {
    return html`${this.renderText('username', t('username'), 'text', '', maxUsernameLength, t('usernameHint'))}
    ${this.renderText('password', t('firstPassword'), 'text', '', maxPasswordLength, t('passwordHint', { min: minPasswordLength }))}`;
  }

  private renderText(name: keyof Faults, label: string, type: string, value: string | null | undefined, max: number, hint?: string) {
    const fault = this.faults[name];
    const input = html`<input
      id=${name}
      name=${name}
      type=${type}
      maxlength=${max}
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
      .value=${value ?? ''}
      aria-invalid=${fault ? 'true' : 'false'}
      aria-describedby=${fault || hint ? noteOf(name) : nothing}
    />`;
    return field(name, label, input, fault, hint);
  }

  private renderCheck(name: string, label: string, isOn: boolean) {
    return html`<label class="check"><input type="checkbox" name=${name} .checked=${isOn} /> ${label}</label>`;
  }

  private async save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    if (this.saving.isBusy || this.asked !== null || !this.check(given)) {
      return;
    }
    const input = inputOf(given);
    if (this.user?.enabled && !input.enabled) {
      this.saving.clear();
      this.asked = input;
    } else {
      await this.store(input);
    }
  }

  private async store(input: UserInput): Promise<void> {
    if (await this.saving.run(() => this.send(input))) {
      this.isDone = true;
      this.asked = null;
      this.dispatchEvent(new CustomEvent('saved', { detail: this.saving.value }));
    }
  }

  private async send(input: UserInput): Promise<User | null> {
    if (this.user === null) {
      return this.api.addUser(input);
    }
    await this.api.changeUser(this.user.id, input);
    return null;
  }

  private check(given: FormData): boolean {
    const text = (name: string) => String(given.get(name) ?? '');
    this.faults = {
      email: checkContact(text('email'), maxEmailLength),
      phone: checkContact(text('phone'), maxPhoneLength),
      ...(this.user === null
        ? { username: checkUsername(text('username')), password: checkPassword(text('password'), text('username')) }
        : {}),
    };
    void focusFirstFault(this);
    return Object.values(this.faults).every((fault) => fault === null);
  }
}

/** An empty address or number is one that is not known. */
function inputOf(given: FormData): UserInput {
  const text = (name: string) => given.get(name)?.toString();
  return {
    ...(given.has('username') ? { username: text('username'), password: text('password') } : {}),
    email: text('email')?.trim() || null,
    phone: text('phone')?.trim() || null,
    enabled: given.has('enabled'),
    requirePasswordReset: given.has('requirePasswordReset'),
  };
}
