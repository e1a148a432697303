/** How the record of a space can be taken away, in the order of the list; the names are the server's. */
export const exportFormats = ['html', 'csv', 'csv-receipts', 'csv-semicolon', 'csv-semicolon-receipts', 'jsonl'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportOrder {
  readonly space: string;
  /** By the clock of the zone, as a date field gives them; empty where open. */
  readonly since: string;
  readonly until: string;
  readonly zone: string;
  readonly format: string;
}

/** What the server is asked. The minute that is named last is included to its end. */
export function exportQuery({ since, until, zone, format }: ExportOrder, language: string): Record<string, string | undefined> {
  return {
    from: since === '' ? undefined : since,
    to: until === '' ? undefined : `${until}:59.999`,
    zone: zone.trim(),
    format,
    language: format === 'html' ? language : undefined,
  };
}

/** The name that an answer gives its file. */
export function fileNameOf(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  return encoded === undefined ? 'readback-export' : decodeURIComponent(encoded);
}

/** The zone of this computer, and all that the browser knows. */
export function zones(): { own: string; all: readonly string[] } {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const all = 'supportedValuesOf' in Intl ? Intl.supportedValuesOf('timeZone') : [];
  return { own, all: ['UTC', ...all] };
}
