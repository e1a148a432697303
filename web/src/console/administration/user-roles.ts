import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../../i18n/administration';
import '../parts/confirm';
import { explain } from '../parts/explain';
import { Load } from '../parts/load';
import type { User } from './administration-api';
import { roleName, roles } from './roles';
import { AdministrationSection } from './section';

const notes = { ADMIN: 'noteADMIN', AUDITOR: 'noteAUDITOR' } as const;

/** The roles of a user, changed one at a time; a role is asked about before it is taken or given. */
@customElement('readback-user-roles')
export class UserRoles extends AdministrationSection {
  static override styles = [
    AdministrationSection.styles,
    css`
      .about {
        flex: 1 1 12rem;
      }
    `,
  ];

  @property({ attribute: false }) user!: User;

  @state() private asked: (typeof roles)[number] | null = null;

  private readonly loading = new Load<readonly string[]>(this, 'reads');
  private readonly saving = new Load(this);

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('user') && (changed.get('user') as User | undefined)?.id !== this.user.id) {
      this.load();
    }
  }

  override render() {
    const held = this.loading.value;
    return html`<div class="stack">
      ${this.renderProblem(this.loading.problem, {}, this.load)}
      ${held === null
        ? nothing
        : html`<p>${held.some((role) => role !== 'OPERATOR') ? nothing : t('isOperator')}</p>
            ${roles.map((role) => this.renderRole(role, held.includes(role)))}`}
    </div>`;
  }

  private renderRole(role: (typeof roles)[number], isHeld: boolean) {
    const values = { name: this.user.username, role: roleName(role) };
    const action = isHeld ? t('takeRole', values) : t('giveRole', values);
    const { problem } = this.saving;
    return html`<div class="wide stack">
      <div class="row apart">
        <span class="about"><strong>${roleName(role)}</strong> ${isHeld ? html`<span class="tag">${t('held')}</span>` : nothing}<br /><span class="quiet small">${t(notes[role])}</span></span>
        <button type="button" @click=${() => this.ask(role)} aria-expanded=${this.asked === role}>${action}</button>
      </div>
      ${this.asked === role
        ? html`<readback-confirm
            class="wide"
            .question=${isHeld ? t('takeRoleQuestion', values) : t('giveRoleQuestion', values)}
            .action=${action}
            .fault=${problem === null ? '' : explain(problem, { 409: t('lastAdministrator') })}
            .isBusy=${this.saving.isBusy}
            @confirm=${() => this.set(role, !isHeld)}
            @cancel=${() => (this.asked = null)}
          ></readback-confirm>`
        : nothing}
    </div>`;
  }

  private ask(role: (typeof roles)[number]): void {
    this.saving.clear();
    this.asked = this.asked === role ? null : role;
  }

  private async set(role: (typeof roles)[number], isHeld: boolean): Promise<void> {
    if (await this.saving.run(() => this.api.setRole(this.user.id, role, isHeld))) {
      this.asked = null;
      this.load();
      if (this.user.id === this.session.user?.id) {
        await this.session.readUser();
      }
    }
  }

  private readonly load = (): void => {
    void this.loading.run(() => this.api.rolesOf(this.user.id));
  };
}
