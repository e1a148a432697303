import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Session } from '../../api/session';
import { t } from '../../i18n/console';
import { ConsoleElement } from '../parts/console-element';
import { explain } from '../parts/explain';
import { field } from '../parts/field';
import { Load } from '../parts/load';

/** Name and password. After too many attempts it counts the seconds until the next one may be made. */
@customElement('readback-log-in')
export class LogIn extends ConsoleElement {
  static override styles = [
    ConsoleElement.styles,
    css`
      .password {
        display: flex;
        gap: 0.5rem;
      }
      .password input {
        flex: 1;
      }
      .fault:empty {
        display: none;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  /** Whose session it was. */
  @property() username = '';

  @state() private isShown = false;
  @state() private waitSeconds = 0;

  @query('#username') private nameField!: HTMLInputElement;
  @query('#password') private passwordField!: HTMLInputElement;

  private readonly entering = new Load(this);
  private clock: ReturnType<typeof setInterval> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.clock);
  }

  override firstUpdated(): void {
    (this.username === '' ? this.nameField : this.passwordField).focus();
  }

  override render() {
    return html`<form @submit=${this.enter} novalidate>
      ${field(
        'username',
        t('username'),
        html`<input id="username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="50" .value=${this.username} />`,
      )}
      ${field('password', t('password'), this.renderPassword())}
      <p class="fault" role="alert">${this.fault()}</p>
      ${this.waitSeconds > 0 ? html`<p class="number">${t('waitSeconds', { count: this.waitSeconds })}</p>` : nothing}
      <div><button class="main" ?disabled=${this.waitSeconds > 0} aria-disabled=${this.entering.isBusy}>${t('logIn')}</button></div>
    </form>`;
  }

  private renderPassword() {
    return html`<span class="password">
      <input id="password" name="password" type=${this.isShown ? 'text' : 'password'} autocomplete="current-password" maxlength="128" />
      <button type="button" aria-pressed=${this.isShown} @click=${() => (this.isShown = !this.isShown)}>
        ${this.isShown ? t('hidePassword') : t('showPassword')}
      </button>
    </span>`;
  }

  private fault(): string {
    const { problem } = this.entering;
    return problem === null ? '' : explain(problem, { 400: t('logInIncomplete'), 401: t('wrongPassword'), 429: t('tooManyLogIns') });
  }

  private async enter(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.entering.isBusy || this.waitSeconds > 0) {
      return;
    }
    const [username, password] = [this.nameField.value.trim(), this.passwordField.value];
    const isIn = await this.entering.run(() => this.session.logIn(username, password));
    const { problem } = this.entering;
    if (!isIn && problem !== null) {
      this.passwordField.select();
      this.waitFor(problem.status === 429 ? Math.max(1, problem.retryAfterSeconds) : 0);
    }
  }

  private waitFor(seconds: number): void {
    const until = Date.now() + seconds * 1000;
    clearInterval(this.clock);
    this.waitSeconds = seconds;
    if (seconds === 0) {
      return;
    }
    this.clock = setInterval(() => {
      this.waitSeconds = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      if (this.waitSeconds === 0) {
        clearInterval(this.clock);
        this.entering.clear();
      }
    }, 250);
  }
}
