import { html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { t } from '../../i18n/administration';
import { Load } from '../parts/load';
import { dataTable } from '../parts/table';
import { byName } from '../people/names';
import { AdministrationSection } from './section';

/** Users who mistyped their password too often, from one address at least. */
@customElement('readback-locked-section')
export class LockedSection extends AdministrationSection {
  @state() private unlocked: string | null = null;

  private readonly loading = new Load<readonly string[]>(this, 'reads');
  private readonly saving = new Load(this);

  override connectedCallback(): void {
    super.connectedCallback();
    this.load();
  }

  override render() {
    const names = this.loading.value;
    return html`<div class="stack">
      <p>${t('lockedNote')}</p>
      ${this.renderProblem(this.loading.problem, {}, this.load)}
      ${this.renderProblem(this.saving.problem, { 404: t('notLocked') })}
      <p role="status">${this.unlocked === null ? '' : t('unlocked', { name: this.unlocked })}</p>
      ${names === null
        ? html`<p>${this.loading.isBusy ? t('loading') : ''}</p>`
        : names.length === 0
          ? html`<p class="quiet">${t('nobodyLocked')}</p>`
          : html`<div class="wide">${this.renderTable(names)}</div>`}
      <button type="button" @click=${this.load}>${t('reload')}</button>
    </div>`;
  }

  private renderTable(names: readonly string[]) {
    return dataTable(
      t('locked'),
      [
        { title: t('username'), isHead: true, cell: (name) => name },
        {
          title: '',
          cell: (name) =>
            html`<button type="button" aria-label=${t('unlockName', { name })} @click=${() => this.unlock(name)}>${t('unlock')}</button>`,
        },
      ],
      names,
    );
  }

  private async unlock(name: string): Promise<void> {
    this.unlocked = null;
    if (await this.saving.run(() => this.api.unlock(name))) {
      this.unlocked = name;
    }
    this.load();
  }

  private readonly load = (): void => {
    void this.loading.run(async () => [...(await this.api.locked())].sort(byName));
  };
}
