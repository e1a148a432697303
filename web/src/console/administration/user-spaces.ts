import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../../i18n/administration';
import '../parts/confirm';
import { explain } from '../parts/explain';
import { field } from '../parts/field';
import { Load } from '../parts/load';
import { byName } from '../people/names';
import type { SpaceRow, User } from './administration-api';
import { AdministrationSection } from './section';

/** The spaces that a user is a member of, and the way into others. */
@customElement('readback-user-spaces')
export class UserSpaces extends AdministrationSection {
  static override styles = [
    AdministrationSection.styles,
    css`
      li {
        border-block-end: 1px solid var(--rb-edge);
        padding-block: 0.25rem;
      }
      .field {
        flex: 0 1 20rem;
      }
      .row.add {
        align-items: end;
      }
    `,
  ];

  @property({ attribute: false }) user!: User;

  /** The space that the user is to leave, while that is asked. */
  @state() private leaving: string | null = null;

  private readonly loading = new Load<{ readonly own: readonly SpaceRow[]; readonly others: readonly SpaceRow[] }>(this, 'reads');
  private readonly saving = new Load(this);

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('user') && (changed.get('user') as User | undefined)?.id !== this.user.id) {
      this.load();
    }
  }

  override render() {
    const spaces = this.loading.value;
    return html`<div class="stack">
      ${this.renderProblem(this.loading.problem, {}, this.load)}
      ${spaces === null
        ? nothing
        : html`${spaces.own.length === 0
              ? html`<p>${t('memberOfNone')}</p>`
              : html`<ul role="list" class="wide">
                  ${spaces.own.map((space) => this.renderSpace(space))}
                </ul>`}
            ${this.leaving === null ? this.renderProblem(this.saving.problem) : nothing} ${this.renderAdd(spaces.others)}`}
    </div>`;
  }

  private renderSpace(space: SpaceRow) {
    const { problem } = this.saving;
    return html`<li>
      <div class="row apart">
        <span class="wrap">${space.name}</span>
        <button type="button" aria-label=${t('removeFrom', { name: this.user.username, space: space.name })} @click=${() => this.ask(space.id)}>
          ${t('remove')}…
        </button>
      </div>
      ${this.leaving === space.id
        ? html`<readback-confirm
            .question=${t('removeQuestion', { name: this.user.username, space: space.name })}
            .action=${t('remove')}
            .fault=${problem === null ? '' : explain(problem)}
            .isBusy=${this.saving.isBusy}
            @confirm=${() => this.change(() => this.api.leave(this.user.id, space.id))}
            @cancel=${() => (this.leaving = null)}
          ></readback-confirm>`
        : nothing}
    </li>`;
  }

  private renderAdd(others: readonly SpaceRow[]) {
    if (others.length === 0) {
      return nothing;
    }
    return html`<form class="row add wide" @submit=${this.add}>
      ${field(
        'space',
        t('addToSpace'),
        html`<select id="space" name="space">
          ${others.map((space) => html`<option value=${space.id}>${space.name}</option>`)}
        </select>`,
      )}
      <button aria-disabled=${this.saving.isBusy}>${t('add')}</button>
    </form>`;
  }

  private ask(id: string): void {
    this.saving.clear();
    this.leaving = id;
  }

  private add(event: SubmitEvent): void {
    event.preventDefault();
    const id = new FormData(event.currentTarget as HTMLFormElement).get('space');
    if (id !== null && !this.saving.isBusy) {
      this.leaving = null;
      void this.change(() => this.api.join(this.user.id, String(id)));
    }
  }

  private async change(work: () => Promise<void>): Promise<void> {
    if (await this.saving.run(work)) {
      this.leaving = null;
      this.load();
      if (this.user.id === this.session.user?.id) {
        await this.session.readUser();
      }
    }
  }

  private readonly load = (): void => {
    void this.loading.run(async () => {
      const [own, all] = await Promise.all([this.api.spacesOf(this.user.id), this.api.spaces()]);
      const sorted = [...all].sort((one, other) => byName(one.name, other.name));
      const isOwn = (space: SpaceRow) => own.some((each) => each.id === space.id);
      return { own: sorted.filter(isOwn), others: sorted.filter((space) => !isOwn(space)) };
    });
  };
}
