/** What has the focus, looked for inside the parts of the page as well. */
export function deepActiveElement(): HTMLElement | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) {
    active = active.shadowRoot.activeElement;
  }
  return active instanceof HTMLElement ? active : null;
}

/** Puts the focus on a screen's heading, so that a reader begins there. */
export async function focusHeading(
  host: { readonly updateComplete: Promise<boolean>; readonly hasUpdated: boolean; readonly renderRoot: ParentNode },
): Promise<void> {
  await host.updateComplete;
  // Who leaves a screen at once leaves it before it was drawn.
  if (host.hasUpdated) {
    host.renderRoot.querySelector<HTMLElement>('h1, h2')?.focus();
  }
}
