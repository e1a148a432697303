const size = 64;
const mostShown = 99;

let shown = 0;
let plain: string | null = null;

/** Draws how many messages are unread onto the icon of the tab: it shows where the title has no room. */
export function showInIcon(unread: number): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel=icon]');
  const count = Math.min(unread, mostShown + 1);
  if (link === null || count === shown) {
    return;
  }
  shown = count;
  plain ??= link.href;
  link.href = count === 0 ? plain : (draw(count > mostShown ? `${mostShown}+` : String(count)) ?? plain);
}

/** A speech bubble with a number in it; null where the browser has no canvas to draw on. */
function draw(text: string): string | null {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const context = canvas.getContext('2d');
  if (context === null) {
    return null;
  }
  context.fillStyle = '#1c5fa8';
  context.beginPath();
  context.roundRect(0, 2, size, 50, 12);
  context.fill();
  context.beginPath();
  context.moveTo(12, 50);
  context.lineTo(12, 63);
  context.lineTo(30, 50);
  context.fill();
  context.fillStyle = '#ffffff';
  context.font = `bold ${text.length > 2 ? 27 : 36}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, size / 2, 29, size - 6);
  return canvas.toDataURL('image/png');
}
