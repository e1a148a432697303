/**
 * What outlives a reload. A page in a sandbox may have no storage, and a full one refuses: then the value lives as
 * long as the page does, which is all that can be had.
 */
const inMemory = new Map<string, string>();

export function load<T>(key: string): T | null {
  try {
    const text = inMemory.get(key) ?? localStorage.getItem(key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

export function save(key: string, value: unknown): void {
  const text = JSON.stringify(value);
  try {
    localStorage.setItem(key, text);
    inMemory.delete(key);
  } catch {
    inMemory.set(key, text);
  }
}

export function forget(key: string): void {
  inMemory.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // There is no storage, so there was nothing in it.
  }
}

/** The keys that start so, in order. */
export function keysWith(prefix: string): string[] {
  const keys = new Set(inMemory.keys());
  try {
    for (let i = 0; i < localStorage.length; i++) {
      keys.add(localStorage.key(i)!);
    }
  } catch {
    // There is no storage, so there is nothing in it.
  }
  return [...keys].filter((key) => key.startsWith(prefix)).sort();
}

/** Calls back when another tab changed a value whose key starts so. Returns how to stop. */
export function onOtherTab(prefix: string, listener: () => void): () => void {
  const handle = (event: StorageEvent) => {
    if (event.key === null || event.key.startsWith(prefix)) {
      listener();
    }
  };
  addEventListener('storage', handle);
  return () => removeEventListener('storage', handle);
}
