import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { t } from '../../i18n/administration';
import { dayAndTime } from '../../i18n/dates';
import { field, focusFirstFault, noteOf } from '../parts/field';
import { Load } from '../parts/load';
import '../parts/pager';
import { pageOf } from '../parts/paging';
import { dataTable } from '../parts/table';
import { byName } from '../people/names';
import { addressOf } from '../routes';
import { checkSpaceName, maxSpaceNameLength } from '../rules';
import type { SpaceRow } from './administration-api';
import { AdministrationSection } from './section';

const pageSize = 25;

/** All spaces that are open, and making one; each name leads to the space's page. */
@customElement('readback-spaces-section')
export class SpacesSection extends AdministrationSection {
  static override styles = [
    AdministrationSection.styles,
    css`
      .row.add {
        display: grid;
        grid-template-columns: minmax(0, 22rem) auto;
        justify-content: start;
        align-items: start;
      }
      .row.add button {
        margin-block-start: 1.65rem;
      }
    `,
  ];

  @state() private fault: string | null = null;
  @state() private page = 0;

  private readonly loading = new Load<readonly SpaceRow[]>(this, 'reads');
  private readonly saving = new Load<SpaceRow>(this);

  override connectedCallback(): void {
    super.connectedCallback();
    this.load();
  }

  override render() {
    const spaces = this.loading.value;
    const page = pageOf(spaces ?? [], this.page, pageSize);
    return html`<div class="stack">
      ${this.renderAdd()} ${this.renderProblem(this.loading.problem, {}, this.load)}
      ${spaces === null
        ? html`<p role="status">${this.loading.isBusy ? t('loading') : ''}</p>`
        : html`<div class="wide">${this.renderTable(page.content)}</div>
            <readback-pager class="wide" .page=${page} @page=${(event: CustomEvent<number>) => (this.page = event.detail)}></readback-pager>`}
    </div>`;
  }

  private renderAdd() {
    const input = html`<input
      id="name"
      name="name"
      maxlength=${maxSpaceNameLength}
      autocomplete="off"
      aria-invalid=${this.fault ? 'true' : 'false'}
      aria-describedby=${this.fault ? noteOf('name') : nothing}
    />`;
    return html`<form class="wide" @submit=${this.add} novalidate>
      <div class="row add">${field('name', t('newSpace'), input, this.fault)}<button class="main" aria-disabled=${this.saving.isBusy}>${t('addSpace')}</button></div>
      ${this.renderProblem(this.saving.problem, { 409: t('spaceNameTaken') })}
    </form>`;
  }

  private renderTable(spaces: readonly SpaceRow[]) {
    return dataTable(
      t('spaces'),
      [
        {
          title: t('spaceName'),
          isHead: true,
          cell: (space) => html`<a class="link" href=${addressOf('administration', null, 'spaces', space.id)}>${space.name}</a>`,
        },
        { title: t('createdBy'), cell: (space) => space.createdBy },
        { title: t('createdAt'), cell: (space) => dayAndTime(new Date(space.creationDate)) },
      ],
      spaces,
    );
  }

  private async add(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget as HTMLFormElement).get('name') ?? '').trim();
    this.fault = checkSpaceName(name);
    if (this.fault !== null) {
      return focusFirstFault(this);
    }
    if (!this.saving.isBusy && (await this.saving.run(() => this.api.addSpace(name)))) {
      location.hash = addressOf('administration', null, 'spaces', this.saving.value!.id);
    }
  }

  private readonly load = (): void => {
    void this.loading.run(async () => [...(await this.api.spaces())].sort((one, other) => byName(one.name, other.name)));
  };
}
