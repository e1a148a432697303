import { html, nothing, type TemplateResult } from 'lit';

/** A field's label, and below it what is wrong with it or how it is meant. Its control names `noteOf(id)` as description. */
export function field(id: string, label: string, control: TemplateResult, fault?: string | null, hint?: string): TemplateResult {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${control}
    ${fault
      ? html`<span class="fault" id=${noteOf(id)}>${fault}</span>`
      : hint
        ? html`<span class="hint" id=${noteOf(id)}>${hint}</span>`
        : nothing}
  </div>`;
}

export function noteOf(id: string): string {
  return `${id}-note`;
}

/** Puts the cursor into the first field that is wrong, once it is drawn as such. */
export async function focusFirstFault(host: { readonly updateComplete: Promise<boolean>; readonly renderRoot: ParentNode }): Promise<void> {
  await host.updateComplete;
  host.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
