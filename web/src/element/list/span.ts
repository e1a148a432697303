/** Rows that one list holds: browsers draw nothing taller than some 17 million pixels. */
export const maxRows = 100_000;
/** This near to an end of the span, it moves. */
const edgeRows = 500;

/** The numbers that a list stands for, out of 1 to last: all of them, until there are too many. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The span in whose middle a number stands, as far as there are numbers. */
export function spanAround(number: number, last: number, rows = maxRows): Span {
  const to = Math.min(last, Math.max(rows, number + rows / 2));
  return { from: Math.max(1, to - rows + 1), to };
}

/** Whether someone who looks at a number should be given another span. */
export function isNearEdge(span: Span, number: number, last: number): boolean {
  return (span.from > 1 && number - span.from < edgeRows) || (span.to < last && span.to - number < edgeRows);
}

/** The span after messages were added, where its end was the end of all. */
export function extended(span: Span, last: number): Span {
  return { from: span.from, to: last };
}
