import type { LitElement } from 'lit';
import type { VirtualList } from './virtual-list';

const screenRows = 8;

/** Walks through the messages by keyboard, as ARIA's feed has it: arrows and page keys by message, Home and End. */
export class ListKeys {
  /** The message that has the focus, or had it last. */
  current: number | null = null;

  constructor(private readonly host: LitElement) {}

  press(event: KeyboardEvent, list: VirtualList, last: number): void {
    const to = event.defaultPrevented || event.altKey || event.metaKey ? null : this.next(event.key, list, last);
    if (to === null || last === 0) {
      return;
    }
    event.preventDefault();
    this.current = Math.max(1, Math.min(to, last));
    const { from, to: end } = list.inSight;
    if (event.key === 'End') {
      list.goTo('end');
    } else if (this.current <= from || this.current >= end) {
      list.goTo({ number: this.current, share: this.current <= from ? 0 : 0.6 });
    }
    this.host.requestUpdate();
    void this.focus();
  }

  private next(key: string, list: VirtualList, last: number): number | null {
    const here = this.current ?? list.inSight.to;
    switch (key) {
      case 'ArrowUp':
        return here - 1;
      case 'ArrowDown':
        return here + 1;
      case 'PageUp':
        return here - screenRows;
      case 'PageDown':
        return here + screenRows;
      case 'Home':
        return 1;
      case 'End':
        return last;
      default:
        return null;
    }
  }

  private async focus(): Promise<void> {
    await this.host.updateComplete;
    const row = this.host.renderRoot.querySelector<HTMLElement>(`[data-number='${this.current}'] article`);
    row?.focus({ preventScroll: true });
  }
}
