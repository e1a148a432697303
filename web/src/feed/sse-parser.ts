/** One event of a stream, or a comment, which only says that the other side is alive. */
export interface StreamEvent {
  readonly type: string;
  readonly data: string;
  /** The id that this very event names; null where it names none. */
  readonly id: string | null;
}

/** Reads text/event-stream (WHATWG HTML, 9.2.6) from text that may be cut anywhere, also between CR and LF. */
export class SseParser {
  private line = '';
  private isAfterReturn = false;
  private isFirstLine = true;
  private type = '';
  private data: string[] = [];
  private id: string | null = null;

  /** The events that are complete with this chunk. What is incomplete at the stream's end is never an event. */
  push(chunk: string): StreamEvent[] {
    const events: StreamEvent[] = [];
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const unit = chunk.charCodeAt(at);
      const isNewline = unit === 0x0a;
      if (!isNewline && unit !== 0x0d) {
        this.isAfterReturn = false;
        continue;
      }
      if (isNewline && this.isAfterReturn) {
        this.isAfterReturn = false;
      } else {
        this.isAfterReturn = !isNewline;
        this.takeLine(this.line + chunk.slice(start, at), events);
        this.line = '';
      }
      start = at + 1;
    }
    this.line += chunk.slice(start);
    return events;
  }

  private takeLine(text: string, events: StreamEvent[]): void {
    const line = this.isFirstLine ? text.replace(/^\uFEFF/, '') : text;
    this.isFirstLine = false;
    if (line === '') {
      this.dispatch(events);
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') {
      this.data.push(value);
    } else if (field === 'event') {
      this.type = value;
    } else if (field === 'id' && !value.includes('\0')) {
      this.id = value;
    }
  }

  private dispatch(events: StreamEvent[]): void {
    if (this.data.length > 0) {
      events.push({ type: this.type || 'message', data: this.data.join('\n'), id: this.id });
    }
    this.type = '';
    this.data = [];
    this.id = null;
  }
}
