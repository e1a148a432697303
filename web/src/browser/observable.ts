/** Somebody to tell when something changed; what changed is read from the thing itself. */
export type Listener = () => void;

/** A thing that says when it changed. Several changes within one turn are told once. */
export class Observable {
  private readonly listeners = new Set<Listener>();
  private isTelling = false;

  /** Returns how to stop listening. */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  protected changed(): void {
    if (this.isTelling) {
      return;
    }
    this.isTelling = true;
    queueMicrotask(() => {
      this.isTelling = false;
      for (const listener of [...this.listeners]) {
        listener();
      }
    });
  }
}
