import { describe, expect, it } from 'vitest';
import { Problem } from '../../../src/api/problem';
import { comeBack } from '../../../src/console/parts/come-back';
import { Load } from '../../../src/console/parts/load';

const host = () => ({ addController: () => {}, removeController: () => {}, requestUpdate: () => {}, updateComplete: Promise.resolve(true) });
const turns = () => new Promise((resolve) => setTimeout(resolve));

describe('a load', () => {
  it('keeps what came', async () => {
    const load = new Load<number>(host());
    expect(await load.run(async () => 7)).toBe(true);
    expect([load.value, load.problem, load.isBusy]).toEqual([7, null, false]);
  });

  it('says what went wrong, and keeps what came before', async () => {
    const load = new Load<number>(host());
    await load.run(async () => 7);
    expect(await load.run(() => Promise.reject(new Problem(503, 'busy')))).toBe(false);
    expect([load.value, load.problem?.status]).toEqual([7, 503]);
  });

  it('lets the newer of two answers win, whichever comes last', async () => {
    const load = new Load<string>(host());
    let answerLate = (_: string) => {};
    let lateSignal: AbortSignal | null = null;
    const late = load.run((signal) => {
      lateSignal = signal;
      return new Promise((resolve) => (answerLate = resolve));
    });
    expect(await load.run(async () => 'new')).toBe(true);
    answerLate('old');
    expect(await late).toBe(false);
    expect(lateSignal!.aborted).toBe(true);
    expect(load.value).toBe('new');
  });

  it('throws on what is no problem but a bug', async () => {
    const load = new Load(host());
    await expect(load.run(() => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug');
  });

  it('reads again what failed once there is a session again, and never repeats a change', async () => {
    const calls: string[] = [];
    const failing = (name: string) => () => {
      calls.push(name);
      return Promise.reject(new Problem(401, 'over'));
    };
    const [reads, changes] = [new Load(host(), 'reads'), new Load(host())];
    reads.hostConnected();
    changes.hostConnected();
    await reads.run(failing('read'));
    await changes.run(failing('change'));
    comeBack.tell(false);
    comeBack.tell(true);
    await turns();
    expect(calls).toEqual(['read', 'change', 'read']);
    reads.hostDisconnected();
  });
});
