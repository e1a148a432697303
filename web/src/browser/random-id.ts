/** 128 random bits in hex. (crypto.randomUUID exists on secure pages only; plain HTTP is common in a plant.) */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
