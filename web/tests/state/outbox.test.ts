// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '../../src/api/problem';
import { Outbox, type OutboxLink } from '../../src/state/outbox';
import { Dice } from '../dice';

/** Stores messages as the server does: a key that it has seen is not stored again. */
class FakeServer implements OutboxLink {
  readonly stored: string[] = [];
  readonly calls: string[] = [];
  isLoggedIn = true;
  /** What happens to the next calls, before or after they are stored; then all is well. */
  faults: ('lost' | 'answer lost' | 'busy' | 'refused')[] = [];
  private readonly keys = new Map<string, string>();

  send = async (content: string, key: string): Promise<string> => {
    this.calls.push(content);
    const fault = this.faults.shift();
    await Promise.resolve();
    if (fault === 'lost' || fault === 'busy') {
      throw new Problem(fault === 'lost' ? 0 : 503, 'Try again.');
    }
    if (fault === 'refused') {
      throw new Problem(400, 'content: must not hold U+0000.');
    }
    if (!this.keys.has(key)) {
      this.stored.push(content);
      this.keys.set(key, String(this.stored.length));
    }
    if (fault === 'answer lost') {
      throw new Problem(0, 'The server does not answer.');
    }
    return this.keys.get(key)!;
  };
  maySend = () => this.isLoggedIn;
  onStored = () => {};
}

const storageKey = 'readback:outbox:test';
const minute = 60_000;

describe('the outbox', () => {
  let server: FakeServer;
  const boxes: Outbox[] = [];
  const open = (link: OutboxLink = server) => {
    boxes.push(new Outbox(link, storageKey));
    return boxes.at(-1)!;
  };
  const shown = (box: Outbox) => box.messages.map((item) => `${item.content}: ${box.stateOf(item)}`);

  beforeEach(() => {
    vi.useFakeTimers();
    localStorage.clear();
    server = new FakeServer();
  });
  afterEach(() => {
    boxes.splice(0).forEach((box) => box.stop());
    vi.useRealTimers();
  });

  it('sends what is written, and shows it until the feed brings it', async () => {
    const box = open();
    box.add('Valve 7 open');
    expect(shown(box)).toEqual(['Valve 7 open: waiting']);
    await vi.advanceTimersByTimeAsync(10);
    expect(server.stored).toEqual(['Valve 7 open']);
    expect(shown(box)).toEqual(['Valve 7 open: sent']);
    expect(localStorage.length).toBe(0);
    box.arrived({ id: '1', number: 1, content: 'Valve 7 open', createdBy: 'ayse', creationDate: '' });
    expect(shown(box)).toEqual([]);
  });

  it('says why the server could not store what waits, until it can', async () => {
    let fault: Problem | null = new Problem(503, 'The disk is full. The change is not known to be stored: try again.', 1);
    const box = open({
      ...server,
      send: () => (fault === null ? Promise.resolve('1') : Promise.reject(fault)),
    });
    box.add('Valve 7 open');
    await vi.advanceTimersByTimeAsync(10);
    expect([shown(box), box.whyWaiting]).toEqual([['Valve 7 open: waiting'], 'The disk is full.']);
    fault = new Problem(0, 'The server does not answer.');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(box.whyWaiting).toBe('');
    fault = null;
    await vi.advanceTimersByTimeAsync(5_000);
    expect([shown(box), box.whyWaiting]).toEqual([['Valve 7 open: sent'], '']);
  });

  it('shows a message once that the feed brings before the answer', async () => {
    const box = open();
    server.faults = ['answer lost'];
    box.add('Valve 7 open');
    const sending = vi.advanceTimersByTimeAsync(10);
    box.arrived({ id: '1', number: 1, content: 'Valve 7 open', createdBy: 'ayse', creationDate: '' });
    await sending;
    await vi.advanceTimersByTimeAsync(minute);
    expect(server.stored).toEqual(['Valve 7 open']);
    expect(localStorage.length).toBe(0);
  });

  it('keeps the order while the first one has to wait', async () => {
    const box = open();
    server.faults = ['lost', 'busy', 'answer lost'];
    ['one', 'two', 'three'].forEach((content) => box.add(content));
    await vi.advanceTimersByTimeAsync(minute);
    expect(server.stored).toEqual(['one', 'two', 'three']);
    expect(server.calls).toEqual(['one', 'one', 'one', 'one', 'two', 'three']);
  });

  it('goes on behind one that is refused, and says why', async () => {
    const box = open();
    server.faults = ['refused'];
    ['bad', 'good'].forEach((content) => box.add(content));
    await vi.advanceTimersByTimeAsync(minute);
    expect(server.stored).toEqual(['good']);
    expect(shown(box)).toContain('bad: failed');
    const failed = box.messages.find((item) => item.failure)!;
    expect(failed.failure!.reason).toBe('content: must not hold U+0000.');
    box.retry(failed);
    await vi.advanceTimersByTimeAsync(minute);
    expect(server.stored).toEqual(['good', 'bad']);
  });

  it('forgets what is discarded', async () => {
    server.faults = ['refused'];
    const box = open();
    box.add('bad');
    await vi.advanceTimersByTimeAsync(minute);
    box.discard(box.messages[0]!);
    expect(shown(open())).toEqual([]);
  });

  it('sends after a reload what was written before it, once and in order', async () => {
    const box = open();
    server.faults = ['answer lost'];
    ['one', 'two'].forEach((content) => box.add(content));
    await vi.advanceTimersByTimeAsync(10);
    expect(server.stored).toEqual(['one']);
    box.stop();

    const again = open();
    expect(shown(again)).toEqual(['one: waiting', 'two: waiting']);
    again.sendSoon();
    await vi.advanceTimersByTimeAsync(minute);
    expect(server.stored).toEqual(['one', 'two']);
  });

  it('waits for somebody to log in', async () => {
    server.isLoggedIn = false;
    const box = open();
    box.add('later');
    await vi.advanceTimersByTimeAsync(minute);
    expect(server.calls).toEqual([]);
    server.isLoggedIn = true;
    box.sendSoon();
    await vi.advanceTimersByTimeAsync(minute);
    expect(server.stored).toEqual(['later']);
  });

  it('asks the user about one that was tried before the server forgot its key', async () => {
    server.faults = ['answer lost'];
    const box = open();
    box.add('perhaps there');
    await vi.advanceTimersByTimeAsync(10);
    box.stop();
    vi.setSystemTime(Date.now() + 23 * 60 * minute + minute);

    const again = open();
    again.sendSoon();
    await vi.advanceTimersByTimeAsync(minute);
    expect(server.calls).toHaveLength(1);
    expect(again.messages[0]!.failure!.kind).toBe('keyTooOld');
    again.retry(again.messages[0]!);
    await vi.advanceTimersByTimeAsync(minute);
    expect(server.stored).toHaveLength(2);
  });

  it('never overwrites what another tab wrote at the same moment', async () => {
    const [one, other] = [open(), open()];
    one.add('from one');
    other.add('from the other');
    one.add('from one again');
    await vi.advanceTimersByTimeAsync(minute);
    expect([...server.stored].sort()).toEqual(['from one', 'from one again', 'from the other']);
    expect(localStorage.length).toBe(0);
  });

  it.each([1, 2, 3, 4, 5])('delivers exactly once and in order, whatever breaks (%i)', async (seed) => {
    const dice = new Dice(seed);
    const written: string[] = [];
    let box = open();
    for (let step = 0; step < 120; step++) {
      server.faults.push(dice.oneOf(['lost', 'answer lost', 'busy']));
      if (dice.chance(40)) {
        written.push(`message ${written.length}`);
        box.add(written.at(-1)!);
      }
      if (dice.chance(15)) {
        box.stop();
        box = open();
        box.sendSoon();
      }
      await vi.advanceTimersByTimeAsync(dice.below(4_000));
    }
    server.faults = [];
    await vi.advanceTimersByTimeAsync(5 * minute);
    expect(server.stored).toEqual(written);
    expect(localStorage.length).toBe(0);
  });
});
