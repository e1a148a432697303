import { LitElement, css, html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { asProblem, type Problem } from '../api/problem';
import type { Session } from '../api/session';
import { Watch } from '../browser/watch';
import { t } from '../i18n/element';
import { language } from '../i18n/language';
import { define } from './define';
import { controls } from './styles/controls';

/** Asks for name and password in place; what was written beside it stays as it is. */
export class LogInForm extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        padding: 12px;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 0.5em;
        max-inline-size: 46em;
        margin-inline: auto;
      }
      label {
        flex: 1 1 12em;
        display: grid;
        gap: 0.2em;
        font-weight: 600;
      }
      p {
        flex-basis: 100%;
        margin: 0;
      }
      p:empty {
        display: none;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @state() private problem: Problem | null = null;
  @state() private isBusy = false;
  @query('[name=username]') private username!: HTMLInputElement;
  @query('[name=password]') private password!: HTMLInputElement;

  constructor() {
    super();
    new Watch(this, [language]);
  }

  override render() {
    const known = this.session.user?.name;
    return html`<form @submit=${(event: Event) => this.submit(event)}>
      ${known === undefined ? nothing : html`<p>${t('logInAgain')}</p>`}
      <label>
        ${t('username')}
        <input name="username" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="50"
          .value=${known ?? ''} />
      </label>
      <label>
        ${t('password')}
        <input name="password" type="password" autocomplete="current-password" required maxlength="128" />
      </label>
      <button class="main" ?disabled=${this.isBusy}>${t('logIn')}</button>
      <p class="fault" role="alert">${this.problem === null ? nothing : wordsFor(this.problem)}</p>
    </form>`;
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    this.isBusy = true;
    this.problem = null;
    try {
      await this.session.logIn(this.username.value, this.password.value);
    } catch (error) {
      this.problem = asProblem(error);
      this.password.select();
    } finally {
      this.isBusy = false;
    }
  }
}

function wordsFor(problem: Problem): string {
  switch (problem.status) {
    case 0:
      return t('serverSilent');
    case 401:
      return t('wrongPassword');
    case 429:
      return t('tooManyAttempts', { count: problem.retryAfterSeconds || 60 });
    default:
      return problem.message;
  }
}

define('readback-log-in-form', LogInForm);
