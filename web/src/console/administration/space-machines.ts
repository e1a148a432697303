import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../../i18n/administration';
import { dayAndTime } from '../../i18n/dates';
import '../parts/confirm';
import { explain } from '../parts/explain';
import { field, focusFirstFault, noteOf } from '../parts/field';
import { Load } from '../parts/load';
import { dataTable } from '../parts/table';
import { checkUsername, maxUsernameLength } from '../rules';
import type { Machine, MachineWithToken, SpaceRow } from './administration-api';
import './once-shown';
import { AdministrationSection } from './section';

const scopes = ['send', 'read'] as const;

/** The machines of a space: making one, another token for it, and taking that away. */
@customElement('readback-space-machines')
export class SpaceMachines extends AdministrationSection {
  static override styles = [
    AdministrationSection.styles,
    css`
      .field {
        max-inline-size: 20rem;
      }
      fieldset {
        margin: 0;
        padding: 0;
        border: 0;
      }
    `,
  ];

  @property({ attribute: false }) space!: SpaceRow;

  @state() private fault: string | null = null;
  @state() private scopeFault = false;
  @state() private asked: { readonly id: string; readonly act: 'renew' | 'revoke' } | null = null;
  /** The last token that was given, until the page is left. */
  @state() private given: MachineWithToken | null = null;

  private readonly loading = new Load<readonly Machine[]>(this, 'reads');
  private readonly saving = new Load<MachineWithToken | void>(this);

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('space') && (changed.get('space') as SpaceRow | undefined)?.id !== this.space.id) {
      this.given = null;
      void this.load();
    }
  }

  override render() {
    const machines = this.loading.value;
    return html`<div class="stack">
      <p class="quiet">${t('machinesNote')}</p>
      ${this.renderAdd()} ${this.asked === null ? this.renderProblem(this.saving.problem, { 409: t('machineNameTaken') }) : nothing}
      ${this.given === null
        ? nothing
        : html`<readback-once-shown
            class="wide"
            .label=${t('tokenOf', { name: this.given.machine.name })}
            .secret=${this.given.token}
          ></readback-once-shown>`}
      ${this.renderProblem(this.loading.problem, {}, () => void this.load())}
      ${machines === null || machines.length === 0 ? nothing : html`<div class="wide">${this.renderTable(machines)}</div>`}
    </div>`;
  }

  private renderAdd() {
    const input = html`<input
      id="machine"
      name="machine"
      maxlength=${maxUsernameLength}
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
      aria-invalid=${this.fault ? 'true' : 'false'}
      aria-describedby=${this.fault ? noteOf('machine') : nothing}
    />`;
    return html`<form class="wide" @submit=${this.add} novalidate>
      ${field('machine', t('newMachine'), input, this.fault)}
      <fieldset class="row" aria-describedby=${this.scopeFault ? 'scope-fault' : nothing}>
        <legend class="offscreen">${t('scopes')}</legend>
        <label class="check"><input type="checkbox" name="send" checked /> ${t('scopeSend')}</label>
        <label class="check"><input type="checkbox" name="read" /> ${t('scopeRead')}</label>
      </fieldset>
      ${this.scopeFault ? html`<span class="fault" id="scope-fault" role="alert">${t('scopeNeeded')}</span>` : nothing}
      <div class="row"><button aria-disabled=${this.saving.isBusy}>${t('addMachine')}</button></div>
    </form>`;
  }

  private renderTable(machines: readonly Machine[]) {
    return dataTable<Machine>(
      t('machines'),
      [
        { title: t('spaceName'), isHead: true, cell: (machine) => machine.name },
        { title: t('scopes'), cell: (machine) => machine.scopes.map((scope) => t(scope === 'send' ? 'scopeSend' : 'scopeRead')).join(', ') },
        { title: t('state'), cell: (machine) => stateOf(machine) },
        { title: t('lastUsed'), cell: (machine) => (machine.lastUsedDate === null ? t('never') : dayAndTime(new Date(machine.lastUsedDate))) },
        { title: '', cell: (machine) => this.renderActs(machine) },
      ],
      machines,
      (machine) => this.renderQuestion(machine),
    );
  }

  private renderActs(machine: Machine) {
    const { name } = machine;
    return html`<div class="row">
      <button type="button" aria-label=${t('renewTokenOf', { name })} @click=${() => this.ask(machine.id, 'renew')}>${t('renewToken')}…</button>
      ${machine.revoked
        ? nothing
        : html`<button type="button" aria-label=${t('revokeTokenOf', { name })} @click=${() => this.ask(machine.id, 'revoke')}>${t('revokeToken')}…</button>`}
    </div>`;
  }

  private renderQuestion(machine: Machine) {
    if (this.asked?.id !== machine.id) {
      return nothing;
    }
    const isRenewal = this.asked.act === 'renew';
    const { problem } = this.saving;
    return html`<readback-confirm
      .question=${t(isRenewal ? 'renewTokenQuestion' : 'revokeTokenQuestion', { name: machine.name })}
      .action=${t(isRenewal ? 'renewToken' : 'revokeToken')}
      .fault=${problem === null ? '' : explain(problem)}
      .isBusy=${this.saving.isBusy}
      @confirm=${() => this.change(() => (isRenewal ? this.api.renewMachine(this.space.id, machine.id) : this.api.revokeMachine(this.space.id, machine.id)))}
      @cancel=${() => (this.asked = null)}
    ></readback-confirm>`;
  }

  private ask(id: string, act: 'renew' | 'revoke'): void {
    this.saving.clear();
    this.asked = { id, act };
  }

  private async add(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const data = new FormData(form);
    const name = String(data.get('machine') ?? '').trim();
    const wanted = scopes.filter((scope) => data.has(scope));
    this.fault = checkUsername(name);
    this.scopeFault = wanted.length === 0;
    this.asked = null;
    if (this.fault !== null) {
      return focusFirstFault(this);
    }
    if (!this.scopeFault && !this.saving.isBusy && (await this.change(() => this.api.addMachine(this.space.id, name, wanted)))) {
      form.reset();
    }
  }

  private async change(work: () => Promise<MachineWithToken | void>): Promise<boolean> {
    const isDone = await this.saving.run(work);
    if (isDone) {
      this.asked = null;
      this.given = this.saving.value ?? null;
      await this.load();
    }
    return isDone;
  }

  private load(): Promise<boolean> {
    return this.loading.run(() => this.api.machines(this.space.id));
  }
}

function stateOf(machine: Machine): string {
  if (machine.revoked) {
    return t('tokenRevoked');
  }
  if (machine.expirationDate === null) {
    return t('tokenGood');
  }
  const date = new Date(machine.expirationDate);
  return t(date.getTime() <= Date.now() ? 'tokenEnded' : 'tokenEnds', { date: dayAndTime(date) });
}
