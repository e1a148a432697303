import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Watch } from '../../browser/watch';
import { banner, bannerStyles } from '../../element/banner';
import type { Space } from '../../state/space';
import { ConsoleElement } from '../parts/console-element';

/** The truth about the connection on every screen but the conversation, where the element says it itself. */
@customElement('readback-connection-banner')
export class ConnectionBanner extends ConsoleElement {
  static override styles = [
    ConsoleElement.styles,
    bannerStyles,
    css`
      .banner {
        padding-inline: 1.25rem;
      }
    `,
  ];

  @property({ attribute: false }) space: Space | null = null;
  @property() screen = '';

  private readonly watch = new Watch(this);

  override willUpdate(): void {
    this.watch.only(this.space, this.space?.session);
  }

  override render() {
    return this.space === null || this.screen === 'chat' ? nothing : html`${banner(this.space)}`;
  }
}
