import { describe, expect, it } from 'vitest';
import type { SpaceRow, User } from '../../../src/console/administration/administration-api';
import { membersOf } from '../../../src/console/administration/membership';

const user = (id: number): User => ({
  id: String(id),
  username: `operator-${id}`,
  email: null,
  phone: null,
  enabled: true,
  requirePasswordReset: false,
  createdBy: 'admin',
  creationDate: '2026-11-23T09:15:02.547Z',
});
const space = (id: string): SpaceRow => ({ id, name: id, createdBy: 'admin', creationDate: '2026-11-23T09:15:02.547Z' });
const users = Array.from({ length: 25 }, (_, i) => user(i));

describe('the members of a space', () => {
  it('are those whose spaces name it, in the order of the users', async () => {
    let underWay = 0;
    let most = 0;
    const told: number[] = [];
    const spacesOf = async (id: string) => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, (Number(id) * 7) % 5));
      underWay--;
      return Number(id) % 3 === 0 ? [space('1'), space('2')] : [space('1')];
    };
    const members = await membersOf({ spacesOf }, users, '2', new AbortController().signal, (done) => told.push(done));
    expect(members.map((each) => Number(each.id))).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24]);
    expect(most).toBe(6);
    expect(told).toEqual(users.map((_, i) => i + 1));
  });

  it('are asked for no longer than somebody waits', async () => {
    const given = new AbortController();
    let calls = 0;
    const spacesOf = async () => {
      if (++calls === 8) {
        given.abort();
      }
      return [];
    };
    await expect(membersOf({ spacesOf }, users, '1', given.signal)).rejects.toThrow();
    expect(calls).toBeLessThan(users.length);
  });

  it('of no users are none', async () =>
    expect(await membersOf({ spacesOf: () => Promise.reject(new Error('asked')) }, [], '1', new AbortController().signal)).toEqual([]));
});
