/** Registers an element, unless the page has loaded it already: two scripts on one page must not fall over each other. */
export function define(name: string, element: CustomElementConstructor): void {
  if (customElements.get(name) === undefined) {
    customElements.define(name, element);
  }
}
