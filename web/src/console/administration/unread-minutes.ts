/** As the server has it where nothing is said. */
export const defaultUnreadMinutes = 5;

/** A day: what nobody has read by then needs another remedy than a webhook. */
export const maxUnreadMinutes = 1440;

/** The minutes that were filled in; null where they can't be meant. */
export function minutesOf(text: string): number | null {
  const minutes = /^\d{1,4}$/.test(text.trim()) ? Number(text) : 0;
  return minutes >= 1 && minutes <= maxUnreadMinutes ? minutes : null;
}
