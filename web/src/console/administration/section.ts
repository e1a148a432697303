import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Problem } from '../../api/problem';
import type { Session } from '../../api/session';
import { t } from '../../i18n/administration';
import { ConsoleElement } from '../parts/console-element';
import { explain } from '../parts/explain';
import { tables } from '../parts/table';
import { AdministrationApi } from './administration-api';

/** A part of the administration: how it calls the server, and says what went wrong. */
export abstract class AdministrationSection extends ConsoleElement {
  static override styles: CSSResultGroup = [ConsoleElement.styles, tables];

  @property({ attribute: false }) session!: Session;

  protected get api(): AdministrationApi {
    return new AdministrationApi(this.session.http);
  }

  protected renderProblem(
    problem: Problem | null,
    here: Readonly<Record<number, string>> = {},
    again?: () => void,
  ): TemplateResult | typeof nothing {
    return problem === null
      ? nothing
      : html`<div class="note bad row" role="alert">
          <span>${explain(problem, here)}</span>
          ${again && problem.isPassing ? html`<button type="button" @click=${again}>${t('tryAgain')}</button>` : nothing}
        </div>`;
  }
}
