/** What is wrong with the end of a token as it was filled in; nothing where it has none. */
export function endFault(value: string, now: number): 'tokenEndPast' | null {
  return value !== '' && new Date(value).getTime() <= now ? 'tokenEndPast' : null;
}

/** The instant that a field means, which is by this computer's clock and zone; null where it is empty. */
export function instantOf(value: string): string | null {
  return value === '' ? null : new Date(value).toISOString();
}

/** An instant as a field shows it; empty where there is none, or where it is over and can't be kept. */
export function fieldOf(instant: string | null, now = Date.now()): string {
  const date = new Date(instant ?? 0);
  if (date.getTime() <= now) {
    return '';
  }
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
