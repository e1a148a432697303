import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import '../../element';
import type { ReadbackChat } from '../../element';
import { Watch } from '../../browser/watch';
import type { Space } from '../../state/space';
import { theme } from '../theme';

/** The element, as any other page would use it; an address with a number opens the conversation at that message. */
@customElement('readback-chat-screen')
export class ChatScreen extends LitElement {
  static override styles = css`
    :host {
      display: grid;
      grid-template: minmax(0, 1fr) / minmax(0, 1fr);
      min-block-size: 0;
    }
  `;

  @property({ attribute: false }) space!: Space;
  /** The message to bring into sight. */
  @property({ type: Number }) number: number | null = null;

  @query('readback-chat') private chat!: ReadbackChat;

  constructor() {
    super();
    new Watch(this, [theme]);
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (this.number !== null && (changed.has('number') || changed.has('space'))) {
      this.chat.showMessage(this.number);
    }
  }

  override render() {
    return html`<readback-chat no-header .spaceName=${this.space.name} .theme=${theme.current === 'auto' ? null : theme.current}></readback-chat>`;
  }
}
