import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../../i18n/administration';
import { dayAndTime } from '../../i18n/dates';
import '../parts/confirm';
import { explain } from '../parts/explain';
import { field, focusFirstFault, noteOf } from '../parts/field';
import { focusHeading } from '../parts/focus';
import { Load } from '../parts/load';
import { addressOf } from '../routes';
import { checkSpaceName, maxSpaceNameLength } from '../rules';
import type { SpaceRow } from './administration-api';
import { AdministrationSection } from './section';
import './space-machines';
import './space-members';
import './space-webhooks';

/** One space: its name, its members, the programs that speak and listen there, and its end. */
@customElement('readback-space-page')
export class SpacePage extends AdministrationSection {
  static override styles = [
    AdministrationSection.styles,
    css`
      .stack {
        max-inline-size: 48rem;
      }
      .field {
        max-inline-size: 24rem;
      }
    `,
  ];

  @property() spaceId = '';

  @state() private fault: string | null = null;
  @state() private isDone = false;
  @state() private isClosing = false;

  private readonly loading = new Load<SpaceRow>(this, 'reads');
  private readonly saving = new Load(this);
  private readonly closing = new Load(this);

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('spaceId')) {
      this.isClosing = false;
      this.loading.clear();
      void this.load().then(() => focusHeading(this));
    }
  }

  override render() {
    const space = this.loading.value;
    return html`<div class="stack">
      <a class="link" href=${addressOf('administration', null, 'spaces')}>← ${t('allSpaces')}</a>
      ${this.renderProblem(this.loading.problem, { 404: t('noSuchSpace') }, () => void this.load())}
      ${space === null ? nothing : this.renderSpace(space)}
    </div>`;
  }

  private renderSpace(space: SpaceRow) {
    return html`
      <div>
        <h2 tabindex="-1" class="wrap">${space.name}</h2>
        <p class="quiet small">${t('madeBy', { name: space.createdBy, date: dayAndTime(new Date(space.creationDate)) })}</p>
      </div>
      <section class="panel stack" aria-labelledby="members">
        <h3 id="members">${t('members')}</h3>
        <readback-space-members class="wide" .session=${this.session} .space=${space}></readback-space-members>
      </section>
      <section class="panel stack" aria-labelledby="machines">
        <h3 id="machines">${t('machines')}</h3>
        <readback-space-machines class="wide" .session=${this.session} .space=${space}></readback-space-machines>
      </section>
      <section class="panel stack" aria-labelledby="webhooks">
        <h3 id="webhooks">${t('webhooks')}</h3>
        <readback-space-webhooks class="wide" .session=${this.session} .space=${space}></readback-space-webhooks>
      </section>
      <section class="panel stack" aria-labelledby="rename">
        <h3 id="rename">${t('rename')}</h3>
        ${this.renderRename(space)}
      </section>
      ${this.renderClose(space)}
    `;
  }

  private renderRename(space: SpaceRow) {
    const input = html`<input
      id="name"
      name="name"
      maxlength=${maxSpaceNameLength}
      autocomplete="off"
      .value=${space.name}
      aria-invalid=${this.fault ? 'true' : 'false'}
      aria-describedby=${noteOf('name')}
    />`;
    return html`<form class="wide" @submit=${this.rename} @input=${() => (this.isDone = false)} novalidate>
      ${field('name', t('spaceName'), input, this.fault, t('renameHint'))}
      ${this.renderProblem(this.saving.problem, { 409: t('spaceNameTaken') })}
      <div class="row">
        <button aria-disabled=${this.saving.isBusy}>${t('rename')}</button>
        <span role="status">${this.isDone ? t('saved') : ''}</span>
      </div>
    </form>`;
  }

  private renderClose(space: SpaceRow) {
    const { problem } = this.closing;
    return html`<section class="panel stack" aria-labelledby="close">
      <h3 id="close">${t('closeSpace')}</h3>
      <p>${t('closeSpaceNote')}</p>
      <button type="button" class="danger" ?hidden=${this.isClosing} @click=${() => (this.isClosing = true)}>${t('closeSpace')}…</button>
      ${this.isClosing
        ? html`<readback-confirm
            class="wide"
            .question=${t('closeSpaceQuestion', { space: space.name })}
            .action=${t('closeSpace')}
            .fault=${problem === null ? '' : explain(problem)}
            .isBusy=${this.closing.isBusy}
            @confirm=${() => this.close(space)}
            @cancel=${() => (this.isClosing = false)}
          ></readback-confirm>`
        : nothing}
    </section>`;
  }

  private load(): Promise<boolean> {
    return this.loading.run(() => this.api.space(this.spaceId));
  }

  private async rename(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget as HTMLFormElement).get('name') ?? '').trim();
    this.fault = checkSpaceName(name);
    if (this.fault !== null) {
      return focusFirstFault(this);
    }
    if (!this.saving.isBusy && (await this.saving.run(() => this.api.renameSpace(this.spaceId, name)))) {
      this.isDone = true;
      await Promise.all([this.load(), this.session.readUser()]);
    }
  }

  private async close(space: SpaceRow): Promise<void> {
    if (await this.closing.run(() => this.api.closeSpace(space.id))) {
      location.hash = addressOf('administration', null, 'spaces');
      await this.session.readUser();
    }
  }
}
