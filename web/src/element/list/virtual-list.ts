import { Heights } from './heights';
import { extended, isNearEdge, spanAround, type Span } from './span';

/** What a row is taken to measure before it was drawn, in pixels. */
const estimate = 66;
/** Rows drawn beyond what is in sight, so that scrolling meets no gaps. */
const overscanRows = 12;
/** This near to the end counts as being there, in pixels. */
const endPixels = 48;

/** The elements of a list: what scrolls, what is as tall as all rows, and what holds those that are drawn. */
export interface ListParts {
  readonly scroller: HTMLElement;
  readonly all: HTMLElement;
  readonly drawn: HTMLElement;
}

type Target = { readonly number: number; readonly share: number } | 'end';

/**
 * A list of numbered rows of which only those near the screen are drawn. It keeps the reader's place: what is loaded,
 * measured or added above moves nothing in sight, and who stands at the end stays there.
 */
export class VirtualList {
  isAtEnd = true;
  private span: Span = { from: 1, to: 0 };
  private last = 0;
  private heights = new Heights(0, estimate);
  private drawn: Span = { from: 1, to: 0 };
  private target: Target | null = 'end';
  private parts: ListParts | null = null;
  private readonly rows = new Set<Element>();
  private readonly resizes = new ResizeObserver((entries) => this.measure(entries));

  constructor(
    /** Asks for the rows to be drawn again. */
    private readonly redraw: () => void,
    private readonly rowAdded: (row: Element) => void,
    private readonly rowRemoved: (row: Element) => void,
  ) {}

  /** The numbers to draw now. */
  get range(): Span {
    return this.drawn;
  }

  /** The numbers in sight. */
  get inSight(): Span {
    const { scrollTop, clientHeight } = this.parts?.scroller ?? { scrollTop: 0, clientHeight: 0 };
    return { from: this.numberAt(scrollTop), to: this.numberAt(scrollTop + clientHeight) };
  }

  /** Starts over: with so many rows, and a row or the end in sight. */
  open(last: number, target: Target): void {
    this.last = last;
    this.goTo(target);
  }

  /** There are more rows now. */
  extend(last: number): void {
    const wasToEnd = this.span.to === this.last;
    this.last = last;
    if (wasToEnd && last > this.span.to) {
      this.span = extended(this.span, last);
      this.heights.grow(this.span.to - this.span.from + 1);
      this.update();
    }
  }

  /** Brings a row into sight, a share of the screen's height below its top; or the end. */
  goTo(target: Target): void {
    const number = target === 'end' ? this.last : target.number;
    if (this.heights.count === 0 || number < this.span.from || number > this.span.to) {
      this.move(spanAround(number, this.last));
    }
    this.target = target;
    this.drawn = this.around(number, number);
    this.redraw();
  }

  /** Call it when somebody scrolled. */
  scrolled(): void {
    const scroller = this.parts!.scroller;
    const left = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    this.isAtEnd = left < endPixels && this.span.to === this.last;
    const top = this.numberAt(scroller.scrollTop);
    if (isNearEdge(this.span, top, this.last)) {
      const within = scroller.scrollTop - this.heights.offsetOf(top - this.span.from);
      this.move(spanAround(top, this.last));
      this.place();
      scroller.scrollTop = this.heights.offsetOf(top - this.span.from) + within;
    }
    this.update();
  }

  /** Call it when the rows were drawn. */
  drew(parts: ListParts): void {
    if (this.parts?.scroller !== parts.scroller) {
      this.resizes.observe(parts.scroller);
    }
    this.parts = parts;
    const rows = new Set(parts.drawn.children);
    for (const row of this.rows) {
      if (!rows.has(row)) {
        this.forget(row);
      }
    }
    for (const row of rows) {
      if (!this.rows.has(row)) {
        this.rows.add(row);
        this.resizes.observe(row);
        this.rowAdded(row);
      }
    }
    this.place();
    this.reachTarget();
  }

  stop(): void {
    this.rows.forEach((row) => this.forget(row));
    this.resizes.disconnect();
  }

  private move(span: Span): void {
    const old = { span: this.span, heights: this.heights };
    this.span = span;
    this.heights = new Heights(Math.max(0, span.to - span.from + 1), estimate);
    const from = Math.max(span.from, old.span.from);
    const to = Math.min(span.to, old.span.to);
    for (let number = from; number <= to; number++) {
      if (old.heights.isMeasured(number - old.span.from)) {
        this.heights.set(number - span.from, old.heights.heightOf(number - old.span.from));
      }
    }
  }

  private update(): void {
    const { from, to } = this.inSight;
    const wanted = this.isAtEnd ? this.around(from, this.last) : this.around(from, to);
    if (wanted.from !== this.drawn.from || wanted.to !== this.drawn.to) {
      this.drawn = wanted;
      this.redraw();
    }
  }

  private around(from: number, to: number): Span {
    return { from: Math.max(this.span.from, from - overscanRows), to: Math.min(this.span.to, to + overscanRows) };
  }

  private place(): void {
    const { all, drawn } = this.parts!;
    all.style.height = `${this.heights.total}px`;
    drawn.style.transform = `translateY(${this.heights.offsetOf(this.drawn.from - this.span.from)}px)`;
  }

  /** Rows were drawn or grew, or the screen itself did: what is looked at stays where it is. */
  private measure(entries: readonly ResizeObserverEntry[]): void {
    if (this.parts === null) {
      return;
    }
    const scroller = this.parts.scroller;
    // What begins above the screen grows upwards: a row cut by the screen's top keeps its lower end in place.
    const above = this.numberAt(scroller.scrollTop - 1);
    let shift = 0;
    for (const entry of entries) {
      const number = rowNumber(entry.target);
      if (entry.target.isConnected && this.rows.has(entry.target) && number >= this.span.from && number <= this.span.to) {
        const delta = this.heights.set(number - this.span.from, entry.target.getBoundingClientRect().height);
        shift += number <= above && scroller.scrollTop > 0 ? delta : 0;
      }
    }
    this.place();
    if (this.target !== null) {
      this.reachTarget();
    } else if (this.isAtEnd) {
      scroller.scrollTop = scroller.scrollHeight;
    } else if (shift !== 0) {
      scroller.scrollTop += shift;
    }
    requestAnimationFrame(() => this.update());
  }

  /** Goes where it was told to go; what is measured on the way there may need another try. */
  private reachTarget(): void {
    const { target, parts } = this;
    if (target === null || parts === null || parts.scroller.clientHeight === 0) {
      return;
    }
    const { scroller } = parts;
    scroller.scrollTop = target === 'end' ? scroller.scrollHeight : this.topOf(target.number) - scroller.clientHeight * target.share;
    const { from, to } = this.inSight;
    const isMeasured = Array.from({ length: to - from + 1 }, (_, i) => from + i - this.span.from).every((index) => this.heights.isMeasured(index));
    this.isAtEnd = target === 'end';
    if (isMeasured || this.heights.count === 0) {
      this.target = null;
      this.scrolled();
    }
    requestAnimationFrame(() => this.update());
  }

  private topOf(number: number): number {
    return this.heights.offsetOf(number - this.span.from);
  }

  private numberAt(offset: number): number {
    return this.span.from + this.heights.indexAt(Math.max(0, offset));
  }

  private forget(row: Element): void {
    this.rows.delete(row);
    this.resizes.unobserve(row);
    this.rowRemoved(row);
  }
}

/** The number of the message that a row shows. */
export function rowNumber(row: Element): number {
  return Number((row as HTMLElement).dataset['number']);
}
