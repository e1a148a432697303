import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '../../src/api/problem';
import { ReadMarker } from '../../src/state/read-marker';

describe('marking as read', () => {
  let calls: string[][];
  let failures: Problem[];
  const foreign = new Set<string>();
  let marker: ReadMarker;

  beforeEach(() => {
    vi.useFakeTimers();
    calls = [];
    failures = [];
    foreign.clear();
    marker = new ReadMarker(
      async (ids) => {
        calls.push([...ids]);
        const failure = failures.shift() ?? (ids.some((id) => foreign.has(id)) ? new Problem(404, 'No.') : null);
        if (failure !== null) {
          throw failure;
        }
      },
      () => true,
    );
  });
  afterEach(() => {
    marker.stop();
    vi.useRealTimers();
  });

  it('gathers a screen into one call', async () => {
    ['1', '2', '2', '3'].forEach((id) => marker.add(id));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(calls).toEqual([['1', '2', '3']]);
  });

  it('tells soon of one message, and every three seconds while more keep coming', async () => {
    const told: number[] = [];
    const start = performance.now();
    for (let id = 1; id <= 40; id++) {
      marker.add(String(id));
      await vi.advanceTimersByTimeAsync(100);
      while (told.length < calls.length) {
        told.push(performance.now() - start);
      }
    }
    expect(told).toEqual([300, 3_300]);
    expect(calls.map((ids) => ids.length)).toEqual([3, 30]);

    await vi.advanceTimersByTimeAsync(10_000);
    expect(calls.flat()).toHaveLength(40);
    marker.add('41');
    await vi.advanceTimersByTimeAsync(250);
    expect(calls.at(-1)).toEqual(['41']);
  });

  it('tries again until the server knows', async () => {
    failures = [new Problem(0, 'No.'), new Problem(503, 'No.')];
    marker.add('1');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(calls).toEqual([['1'], ['1'], ['1']]);
  });

  it('marks the others where one is not in the inbox, and never asks for that one again', async () => {
    foreign.add('2');
    ['1', '2', '3'].forEach((id) => marker.add(id));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(calls).toEqual([['1', '2', '3'], ['1'], ['2'], ['3']]);
    marker.add('2');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(calls).toHaveLength(4);
  });
});
