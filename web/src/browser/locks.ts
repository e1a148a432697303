import { randomId } from './random-id';
import { forget, load, save } from './storage';

/** How long a lease is good without being renewed, in milliseconds: longer than a background tab's timers sleep. */
const leaseMilliseconds = 70_000;
const renewMilliseconds = 5_000;

interface Lease {
  readonly owner: string;
  readonly until: number;
}

const tab = randomId();

/** Whether tabs can wait for each other. Web Locks are for secure pages (HTTPS, or localhost), outside a sandbox. */
export function hasLocks(): boolean {
  return typeof navigator.locks?.request === 'function' && self.origin !== 'null';
}

/** Runs work in one tab at a time, the others waiting their turn; where that can't be had, runs it at once. */
export async function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  return hasLocks() ? await navigator.locks.request(name, work) : await work();
}

/**
 * Runs work unless another tab is at it; says whether it ran. Without Web Locks a lease in the storage does, which
 * two tabs may take in the same instant: work must bear that (a message does, by its idempotency key).
 */
export async function unlessTaken(name: string, work: () => Promise<void>): Promise<boolean> {
  if (hasLocks()) {
    return await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
      if (lock !== null) {
        await work();
      }
      return lock !== null;
    });
  }
  return await underLease(`${name}:lease`, work);
}

async function underLease(key: string, work: () => Promise<void>): Promise<boolean> {
  const held = load<Lease>(key);
  if (held !== null && held.owner !== tab && held.until > Date.now()) {
    return false;
  }
  const renew = () => save(key, { owner: tab, until: Date.now() + leaseMilliseconds } satisfies Lease);
  renew();
  const timer = setInterval(renew, renewMilliseconds);
  try {
    await work();
    return true;
  } finally {
    clearInterval(timer);
    forget(key);
  }
}
