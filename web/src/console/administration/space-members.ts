import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../../i18n/administration';
import { same } from '../../text/case-folding';
import '../parts/confirm';
import { explain } from '../parts/explain';
import { field, focusFirstFault, noteOf } from '../parts/field';
import { Load } from '../parts/load';
import '../parts/pager';
import { pageOf } from '../parts/paging';
import { byName } from '../people/names';
import { addressOf } from '../routes';
import { maxUsernameLength } from '../rules';
import type { SpaceRow, User } from './administration-api';
import { membersOf } from './membership';
import { AdministrationSection } from './section';

const pageSize = 10;

interface Membership {
  readonly members: readonly User[];
  readonly others: readonly User[];
}

/** Who is in a space, letting in and taking out. */
@customElement('readback-space-members')
export class SpaceMembers extends AdministrationSection {
  static override styles = [
    AdministrationSection.styles,
    css`
      li {
        border-block-end: 1px solid var(--rb-edge);
        padding-block: 0.25rem;
      }
      .row.add {
        display: grid;
        grid-template-columns: minmax(0, 20rem) auto;
        justify-content: start;
        align-items: start;
      }
      .row.add button {
        margin-block-start: 1.65rem;
      }
    `,
  ];

  @property({ attribute: false }) space!: SpaceRow;

  @state() private page = 0;
  @state() private fault: string | null = null;
  @state() private removing: string | null = null;
  @state() private progress = '';

  private readonly loading = new Load<Membership>(this, 'reads');
  private readonly saving = new Load(this);

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('space') && (changed.get('space') as SpaceRow | undefined)?.id !== this.space.id) {
      void this.load();
    }
  }

  override render() {
    const membership = this.loading.value;
    return html`<div class="stack">
      ${this.renderProblem(this.loading.problem, {}, () => void this.load())}
      ${membership === null ? html`<p role="status" class="quiet number">${this.progress}</p>` : this.renderMembers(membership)}
    </div>`;
  }

  private renderMembers({ members, others }: Membership) {
    const page = pageOf(members, this.page, pageSize);
    return html`
      ${this.renderAdd(others)} ${this.removing === null ? this.renderProblem(this.saving.problem) : nothing}
      ${members.length === 0
        ? html`<p>${t('noMembers')}</p>`
        : html`<ul role="list" class="wide">
              ${page.content.map((user) => this.renderMember(user))}
            </ul>
            <readback-pager class="wide" .page=${page} @page=${(event: CustomEvent<number>) => (this.page = event.detail)}></readback-pager>`}
    `;
  }

  private renderMember(user: User) {
    const values = { name: user.username, space: this.space.name };
    const { problem } = this.saving;
    return html`<li>
      <div class="row apart">
        <a class="link wrap" href=${addressOf('administration', null, 'users', user.id)}>${user.username}</a>
        <button type="button" aria-label=${t('removeFrom', values)} @click=${() => this.ask(user.id)}>${t('remove')}…</button>
      </div>
      ${this.removing === user.id
        ? html`<readback-confirm
            .question=${t('removeQuestion', values)}
            .action=${t('remove')}
            .fault=${problem === null ? '' : explain(problem)}
            .isBusy=${this.saving.isBusy}
            @confirm=${() => this.change(() => this.api.leave(user.id, this.space.id))}
            @cancel=${() => (this.removing = null)}
          ></readback-confirm>`
        : nothing}
    </li>`;
  }

  private renderAdd(others: readonly User[]) {
    const input = html`<input
      id="member"
      name="member"
      list="others"
      maxlength=${maxUsernameLength}
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
      aria-invalid=${this.fault ? 'true' : 'false'}
      aria-describedby=${this.fault ? noteOf('member') : nothing}
    />`;
    return html`<form class="wide" @submit=${this.add} novalidate>
      <div class="row add">${field('member', t('addMember'), input, this.fault)}<button aria-disabled=${this.saving.isBusy}>${t('add')}</button></div>
      <datalist id="others">${others.map((user) => html`<option value=${user.username}></option>`)}</datalist>
    </form>`;
  }

  private ask(id: string): void {
    this.saving.clear();
    this.removing = id;
  }

  private async add(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const name = String(new FormData(form).get('member') ?? '').trim();
    const { members, others } = this.loading.value!;
    const user = others.find((each) => same(each.username, name));
    const isMember = members.some((each) => same(each.username, name));
    this.fault = user !== undefined ? null : t(isMember ? 'isMember' : 'noUserOfName');
    if (user === undefined) {
      return focusFirstFault(this);
    }
    this.removing = null;
    if (!this.saving.isBusy && (await this.change(() => this.api.join(user.id, this.space.id)))) {
      form.reset();
    }
  }

  private async change(work: () => Promise<void>): Promise<boolean> {
    const isDone = await this.saving.run(work);
    if (isDone) {
      this.removing = null;
      await Promise.all([this.load(), this.session.readUser()]);
    }
    return isDone;
  }

  private async load(): Promise<void> {
    await this.loading.run(async (signal) => {
      const users = [...(await this.api.users())].sort((one, other) => byName(one.username, other.username));
      const tell = (done: number) => (this.progress = t('askingUsers', { done, all: users.length }));
      const members = await membersOf(this.api, users, this.space.id, signal, tell);
      return { members, others: users.filter((user) => !members.includes(user)) };
    });
  }
}
