import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../../i18n/administration';
import { dayAndTime } from '../../i18n/dates';
import '../parts/confirm';
import { explain } from '../parts/explain';
import { focusHeading } from '../parts/focus';
import { Load } from '../parts/load';
import { addressOf } from '../routes';
import type { User } from './administration-api';
import { AdministrationSection } from './section';
import './user-form';
import './user-password';
import './user-roles';
import './user-spaces';

/** One user: what they are, may, and belong to; or a new one. */
@customElement('readback-user-page')
export class UserPage extends AdministrationSection {
  static override styles = [
    AdministrationSection.styles,
    css`
      .stack {
        max-inline-size: 48rem;
      }
    `,
  ];

  /** `new` for one that is to be made. */
  @property() userId = '';

  @state() private isDeleting = false;

  private readonly loading = new Load<User>(this, 'reads');
  private readonly deleting = new Load(this);

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('userId')) {
      this.loading.clear();
      this.isDeleting = false;
      this.load();
      void focusHeading(this);
    }
  }

  override render() {
    const user = this.loading.value;
    return html`<div class="stack">
      <a class="link" href=${addressOf('administration', null, 'users')}>← ${t('allUsers')}</a>
      ${this.userId === 'new' ? this.renderNew() : nothing}
      ${this.renderProblem(this.loading.problem, { 404: t('noSuchUser') }, this.load)}
      ${user === null ? nothing : this.renderUser(user)}
    </div>`;
  }

  private renderNew() {
    return html`<h2 tabindex="-1">${t('addUser')}</h2>
      <section class="panel">
        <readback-user-form
          .session=${this.session}
          @saved=${(event: CustomEvent<User>) => (location.hash = addressOf('administration', null, 'users', event.detail.id))}
        ></readback-user-form>
      </section>`;
  }

  private renderUser(user: User) {
    const isSelf = user.id === this.session.user?.id;
    return html`
      <div>
        <h2 tabindex="-1" class="wrap">${user.username}</h2>
        <p class="quiet small">${t('madeBy', { name: user.createdBy, date: dayAndTime(new Date(user.creationDate)) })}</p>
      </div>
      <section class="panel">
        <readback-user-form .session=${this.session} .user=${user} @saved=${this.load}></readback-user-form>
      </section>
      <section class="panel stack" aria-labelledby="roles">
        <h3 id="roles">${t('roles')}</h3>
        <readback-user-roles class="wide" .session=${this.session} .user=${user}></readback-user-roles>
      </section>
      <section class="panel stack" aria-labelledby="spaces">
        <h3 id="spaces">${t('spaces')}</h3>
        <readback-user-spaces class="wide" .session=${this.session} .user=${user}></readback-user-spaces>
      </section>
      ${isSelf
        ? nothing
        : html`<section class="panel stack" aria-labelledby="password">
              <h3 id="password">${t('resetPassword')}</h3>
              <readback-user-password class="wide" .session=${this.session} .user=${user}></readback-user-password>
            </section>
            ${this.renderDelete(user)}`}
    `;
  }

  private renderDelete(user: User) {
    const { problem } = this.deleting;
    return html`<section class="panel stack" aria-labelledby="delete">
      <h3 id="delete">${t('deleteUser')}</h3>
      <p>${t('deleteUserNote')}</p>
      <button type="button" class="danger" ?hidden=${this.isDeleting} @click=${() => (this.isDeleting = true)}>${t('deleteUser')}…</button>
      ${this.isDeleting
        ? html`<readback-confirm
            class="wide"
            .question=${t('deleteUserQuestion', { name: user.username })}
            .action=${t('deleteUser')}
            .fault=${problem === null ? '' : explain(problem, { 409: t('lastAdministrator') })}
            .isBusy=${this.deleting.isBusy}
            @confirm=${() => this.delete(user)}
            @cancel=${() => this.keep()}
          ></readback-confirm>`
        : nothing}
    </section>`;
  }

  private readonly load = (): void => {
    if (this.userId !== 'new') {
      void this.loading.run(() => this.api.user(this.userId)).then(() => focusHeadingOnce(this));
    }
  };

  private async delete(user: User): Promise<void> {
    if (await this.deleting.run(() => this.api.deleteUser(user.id))) {
      location.hash = addressOf('administration', null, 'users');
    }
  }

  private keep(): void {
    this.isDeleting = false;
    this.deleting.clear();
  }
}

/** With the first answer, unless the reader has gone on to something else on the page. */
function focusHeadingOnce(page: UserPage): void {
  if (page.shadowRoot?.activeElement == null && document.activeElement === document.body) {
    void focusHeading(page);
  }
}
