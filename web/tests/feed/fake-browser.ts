type Waiting = { readonly run: () => void };

/** Web Locks for one page that plays several tabs: one holder a name, the others wait in line. */
export class FakeLocks {
  private readonly lines = new Map<string, Waiting[]>();

  request = <T>(name: string, options: { signal?: AbortSignal }, work: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const line = this.lines.get(name) ?? [];
      this.lines.set(name, line);
      const next = () => {
        line.shift();
        line[0]?.run();
      };
      let isRunning = false;
      const waiting: Waiting = {
        run: () => {
          isRunning = true;
          void work().then(resolve, reject).finally(next);
        },
      };
      options.signal?.addEventListener('abort', () => {
        if (!isRunning) {
          line.splice(line.indexOf(waiting), 1);
          reject(new DOMException('gone', 'AbortError'));
        }
      });
      line.push(waiting);
      if (line.length === 1) {
        queueMicrotask(waiting.run);
      }
    });
}

/** BroadcastChannel between the tabs of one page; `isDeaf` plays a tab that the browser has put to sleep. */
export class FakeChannel {
  static readonly open = new Set<FakeChannel>();
  onmessage: ((event: { data: unknown }) => void) | null = null;
  isDeaf = false;

  constructor(private readonly name: string) {
    FakeChannel.open.add(this);
  }

  postMessage(data: unknown): void {
    const copy = structuredClone(data);
    for (const other of FakeChannel.open) {
      if (other !== this && other.name === this.name && !other.isDeaf && !this.isDeaf) {
        queueMicrotask(() => other.onmessage?.({ data: copy }));
      }
    }
  }

  close(): void {
    FakeChannel.open.delete(this);
  }
}
