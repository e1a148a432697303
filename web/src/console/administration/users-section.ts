import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { t } from '../../i18n/administration';
import { field } from '../parts/field';
import { Load } from '../parts/load';
import '../parts/pager';
import { pageOf } from '../parts/paging';
import { dataTable } from '../parts/table';
import { byName, nameContains } from '../people/names';
import { addressOf } from '../routes';
import type { User } from './administration-api';
import { AdministrationSection } from './section';

const pageSize = 25;

/** All users; each name leads to the user's page. */
@customElement('readback-users-section')
export class UsersSection extends AdministrationSection {
  static override styles = [
    AdministrationSection.styles,
    css`
      .field {
        flex: 0 1 22rem;
      }
      a.button {
        display: inline-flex;
        align-items: center;
        background: var(--rb-action);
        border-color: var(--rb-action);
        color: var(--rb-on-action);
        text-decoration: none;
      }
      .row.apart {
        align-items: end;
      }
    `,
  ];

  @state() private typed = '';
  @state() private page = 0;

  private readonly loading = new Load<readonly User[]>(this, 'reads');

  override connectedCallback(): void {
    super.connectedCallback();
    this.load();
  }

  override render() {
    const users = this.loading.value;
    const found = (users ?? []).filter((user) => nameContains(`${user.username}\n${user.email ?? ''}`, this.typed));
    const page = pageOf(found, this.page, pageSize);
    return html`<div class="stack">
      <div class="row apart">
        ${field('find', t('findUser'), html`<input id="find" type="search" maxlength="100" .value=${this.typed} @input=${this.find} />`)}
        <a class="button" href=${addressOf('administration', null, 'users', 'new')}>${t('addUser')}</a>
      </div>
      ${this.renderProblem(this.loading.problem, {}, this.load)}
      <p role="status" class="offscreen">${users === null ? t('loading') : t('usersFound', { count: found.length })}</p>
      ${users === null
        ? nothing
        : html`<div class="wide">${this.renderTable(page.content)}</div>
            <readback-pager class="wide" .page=${page} @page=${(event: CustomEvent<number>) => (this.page = event.detail)}></readback-pager>`}
    </div>`;
  }

  private renderTable(users: readonly User[]) {
    return dataTable(
      t('users'),
      [
        {
          title: t('username'),
          isHead: true,
          cell: (user) => html`<a class="link" href=${addressOf('administration', null, 'users', user.id)}>${user.username}</a>`,
        },
        { title: t('email'), cell: (user) => user.email ?? '' },
        { title: t('phone'), cell: (user) => user.phone ?? '' },
        { title: t('state'), cell: (user) => this.renderState(user) },
      ],
      users,
    );
  }

  private renderState(user: User) {
    return html`${user.enabled ? t('enabled') : html`<span class="tag warn">${t('disabled')}</span>`}
    ${user.requirePasswordReset ? html` <span class="tag">${t('mustChangePassword')}</span>` : nothing}`;
  }

  private readonly load = (): void => {
    void this.loading.run(async () => [...(await this.api.users())].sort((one, other) => byName(one.username, other.username)));
  };

  private find(event: InputEvent): void {
    this.typed = (event.target as HTMLInputElement).value;
    this.page = 0;
  }
}
