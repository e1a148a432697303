import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../../i18n/administration';
import { t as consoleText } from '../../i18n/console';
import { dayAndTime } from '../../i18n/dates';
import '../parts/confirm';
import { explain } from '../parts/explain';
import { field, focusFirstFault, noteOf } from '../parts/field';
import { Load } from '../parts/load';
import { dateField, hasHalfDate } from '../parts/period';
import { checkUsername, maxUsernameLength } from '../rules';
import { actsList } from './acts-list';
import type { Machine, MachineWithToken, SpaceRow } from './administration-api';
import './once-shown';
import { AdministrationSection } from './section';
import { endFault, fieldOf, instantOf } from './token-end';

const scopes = ['send', 'read'] as const;

/** The machines of a space: making one, another token for it, and taking that away. */
@customElement('readback-space-machines')
export class SpaceMachines extends AdministrationSection {
  static override styles = [
    AdministrationSection.styles,
    actsList,
    css`
      .field {
        max-inline-size: 20rem;
      }
    `,
  ];

  @property({ attribute: false }) space!: SpaceRow;

  @state() private fault: string | null = null;
  @state() private scopeFault = false;
  @state() private endFault: string | null = null;
  @state() private asked: { readonly id: string; readonly act: 'renew' | 'revoke' } | null = null;
  @state() private renewalFault: string | null = null;
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
    const machines = this.loading.value ?? [];
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
      ${machines.length === 0
        ? nothing
        : html`<ul role="list" class="wide" aria-label=${t('machines')}>${machines.map((machine) => this.renderMachine(machine))}</ul>`}
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
      <div class="fields">
        ${field('machine', t('newMachine'), input, this.fault)}
        ${dateField('end', t('tokenEnd'), this.endFault, '', t('tokenEndHint'))}
      </div>
      <fieldset class="row" aria-describedby=${this.scopeFault ? 'scope-fault' : nothing}>
        <legend class="offscreen">${t('scopes')}</legend>
        <label class="check"><input type="checkbox" name="send" checked /> ${t('scopeSend')}</label>
        <label class="check"><input type="checkbox" name="read" /> ${t('scopeRead')}</label>
      </fieldset>
      ${this.scopeFault ? html`<span class="fault" id="scope-fault" role="alert">${t('scopeNeeded')}</span>` : nothing}
      <div class="row"><button aria-disabled=${this.saving.isBusy}>${t('addMachine')}</button></div>
    </form>`;
  }

  private renderMachine(machine: Machine) {
    const { name } = machine;
    const may = machine.scopes.map((scope) => t(scope === 'send' ? 'scopeSend' : 'scopeRead')).join(', ');
    const used = machine.lastUsedDate === null ? t('neverUsed') : t('lastUsed', { date: dayAndTime(new Date(machine.lastUsedDate)) });
    return html`<li class="stack">
      <div class="wide">
        <strong class="wrap">${name}</strong> ${renderState(machine)}
        <p class="quiet small">${[may, ...endOf(machine), used].join(' · ')}</p>
      </div>
      <div class="row">
        <button type="button" aria-label=${t('renewTokenOf', { name })} @click=${() => this.ask(machine.id, 'renew')}>${t('renewToken')}…</button>
        ${machine.revoked
          ? nothing
          : html`<button type="button" aria-label=${t('revokeTokenOf', { name })} @click=${() => this.ask(machine.id, 'revoke')}>${t('revokeToken')}…</button>`}
      </div>
      ${this.asked?.id === machine.id ? this.renderQuestion(machine, this.asked.act === 'renew') : nothing}
    </li>`;
  }

  private renderQuestion(machine: Machine, isRenewal: boolean) {
    const { problem } = this.saving;
    return html`<readback-confirm
      class="wide"
      .question=${t(isRenewal ? 'renewTokenQuestion' : 'revokeTokenQuestion', { name: machine.name })}
      .action=${t(isRenewal ? 'renewToken' : 'revokeToken')}
      .fault=${problem === null ? '' : explain(problem)}
      .isBusy=${this.saving.isBusy}
      @confirm=${() => (isRenewal ? this.renew(machine) : this.change(() => this.api.revokeMachine(this.space.id, machine.id), machine))}
      @cancel=${() => (this.asked = null)}
      >${isRenewal
        ? html`<form class="renewal" @submit=${(event: SubmitEvent) => event.preventDefault()} novalidate>
            ${dateField('new-end', t('tokenEnd'), this.renewalFault, fieldOf(machine.expirationDate), t('tokenEndHint'))}
          </form>`
        : nothing}</readback-confirm
    >`;
  }

  private ask(id: string, act: 'renew' | 'revoke'): void {
    this.saving.clear();
    this.renewalFault = null;
    this.asked = { id, act };
  }

  private async add(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const data = new FormData(form);
    const name = String(data.get('machine') ?? '').trim();
    const end = String(data.get('end') ?? '');
    const wanted = scopes.filter((scope) => data.has(scope));
    this.fault = checkUsername(name);
    this.endFault = faultOfEnd(form, end);
    this.scopeFault = wanted.length === 0;
    this.asked = null;
    if (this.fault !== null || this.endFault !== null) {
      return focusFirstFault(this);
    }
    const machine = { name, scopes: wanted, expirationDate: instantOf(end) };
    if (!this.scopeFault && !this.saving.isBusy && (await this.change(() => this.api.addMachine(this.space.id, machine)))) {
      form.reset();
    }
  }

  private async renew(machine: Machine): Promise<void> {
    const form = this.renderRoot.querySelector<HTMLFormElement>('form.renewal')!;
    const end = String(new FormData(form).get('new-end') ?? '');
    this.renewalFault = faultOfEnd(form, end);
    if (this.renewalFault !== null) {
      return focusFirstFault(this);
    }
    await this.change(() => this.api.renewMachine(this.space.id, machine.id, instantOf(end)));
  }

  /** A token that was shown stays until another is given, or it is worth nothing. */
  private async change(work: () => Promise<MachineWithToken | void>, revoked?: Machine): Promise<boolean> {
    const isDone = await this.saving.run(work);
    if (isDone) {
      this.asked = null;
      this.given = this.saving.value ?? (this.given?.machine.id === revoked?.id ? null : this.given);
      await this.load();
    }
    return isDone;
  }

  private load(): Promise<boolean> {
    return this.loading.run(() => this.api.machines(this.space.id));
  }
}

function faultOfEnd(form: HTMLFormElement, end: string): string | null {
  const fault = hasHalfDate(form) ? 'badDate' : endFault(end, Date.now());
  return fault === null ? null : fault === 'badDate' ? consoleText(fault) : t(fault);
}

function hasEnded(machine: Machine): boolean {
  return machine.expirationDate !== null && new Date(machine.expirationDate).getTime() <= Date.now();
}

/** Only what needs a look: a token that is good is the usual thing. */
function renderState(machine: Machine) {
  return machine.revoked
    ? html`<span class="tag">${t('tokenRevoked')}</span>`
    : hasEnded(machine)
      ? html`<span class="tag warn">${t('tokenEnded', { date: dayAndTime(new Date(machine.expirationDate!)) })}</span>`
      : nothing;
}

function endOf(machine: Machine): readonly string[] {
  return machine.revoked || machine.expirationDate === null || hasEnded(machine)
    ? []
    : [t('tokenEnds', { date: dayAndTime(new Date(machine.expirationDate)) })];
}
