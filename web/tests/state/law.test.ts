// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Session } from '../../src/api/session';
import { Space } from '../../src/state/space';
import { Dice } from '../dice';
import { FakeSpace } from './fake-space';

const reader = 'ayse';

/** A client whose events and answers come when the test lets them, in whatever order the network might. */
class Client {
  readonly space: Space;
  private heard = 0;

  constructor(private readonly server: FakeSpace) {
    const session = { http: server.http, state: 'active', user: { name: reader }, listen: () => () => {} };
    this.space = new Space(session as unknown as Session, 'boiler-2', reader);
  }

  greet(log: string): void {
    this.heard = this.server.position;
    const unread = this.server.unreadOf(reader).length;
    this.space.event({ type: 'hello', log, position: this.heard, end: this.heard, unread, online: [] });
  }

  hear(count: number): void {
    this.server.log.slice(this.heard, this.heard + count).forEach((event) => this.space.event(event));
    this.heard = Math.min(this.heard + count, this.server.log.length);
  }

  want(from: number, to: number): void {
    this.space.messages.want(from, to);
    this.space.receipts.want(from, to);
  }
}

async function settle(server: FakeSpace, client: Client): Promise<void> {
  client.hear(Infinity);
  for (let round = 0; round < 20; round++) {
    client.want(1, server.messages.length);
    await vi.advanceTimersByTimeAsync(200);
    while (server.deliverAnswer()) {
      await vi.advanceTimersByTimeAsync(1);
    }
  }
}

function expectTruth(server: FakeSpace, { space }: Client): void {
  const numbers = server.messages.map(({ message }) => message.number);
  expect(space.messages.last).toBe(numbers.length);
  expect(numbers.map((number) => space.messages.get(number))).toEqual(server.messages.map(({ message }) => message));
  expect(space.reads.count).toBe(server.unreadOf(reader).length);
  expect(numbers.filter((number) => space.reads.mayBeUnread(number))).toEqual(server.unreadOf(reader));
  const receipts = server.messages.map(({ readers, recipients }) => ({ read: readers.size, all: recipients.size }));
  expect(numbers.map((number) => space.receipts.get(number)).map((held) => held && { read: held.read, all: held.all })).toEqual(receipts);
}

describe('snapshot and events together are the state', () => {
  const clients: Client[] = [];
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    clients.splice(0).forEach(({ space }) => space.stop());
    vi.useRealTimers();
  });
  const connect = (server: FakeSpace) => {
    clients.push(new Client(server));
    clients.at(-1)!.greet('log-1');
    return clients.at(-1)!;
  };

  it('in a space where nothing happened', async () => {
    const server = new FakeSpace(reader);
    const client = connect(server);
    await settle(server, client);
    expectTruth(server, client);
    expect(client.space.reads.newFrom).toBeNull();
  });

  it('where an answer shows less than the events that came before it', async () => {
    const server = new FakeSpace(reader);
    ['bora', 'chen', 'bora'].forEach((sender) => server.send(sender));
    const client = connect(server);
    server.send('bora');
    server.read(reader, [1, 2]);
    server.read('chen', [1, 4]);
    client.hear(Infinity);
    await settle(server, client);
    expectTruth(server, client);
    expect(client.space.reads.newFrom).toBe(3);
  });

  it('where an answer shows more than the events that came so far', async () => {
    const server = new FakeSpace(reader);
    server.send('bora');
    const client = connect(server);
    await settle(server, client);
    server.send('chen');
    server.read(reader, [1, 2]);
    server.read('bora', [2]);
    void client.space.messages.loadNewest();
    const loading = client.space.reads.load();
    while (server.deliverAnswer()) {
      await vi.advanceTimersByTimeAsync(1);
    }
    await loading;
    await settle(server, client);
    expectTruth(server, client);
  });

  it('where the log is another one', async () => {
    const server = new FakeSpace(reader);
    Array.from({ length: 5 }, () => server.send('bora'));
    const client = connect(server);
    await settle(server, client);
    const restored = new FakeSpace(reader);
    restored.send('chen');
    Object.assign(server, { log: restored.log, messages: restored.messages });
    client.space.event({ type: 'reset' });
    client.greet('log-2');
    await settle(server, client);
    expectTruth(server, client);
  });

  it.each(Array.from({ length: 30 }, (_, seed) => seed))('whatever happens in whatever order (%i)', async (seed) => {
    const dice = new Dice(seed);
    const server = new FakeSpace(reader);
    const people = [reader, 'bora', 'chen', 'deniz'];
    const someNumbers = () => Array.from({ length: 1 + dice.below(4) }, () => 1 + dice.below(server.messages.length + 1));
    const act = [
      () => server.send(dice.oneOf(people)),
      () => server.send(dice.oneOf(people)),
      () => server.read(dice.oneOf(people), someNumbers()),
      () => server.read(reader, someNumbers()),
      () => server.toggleMember('deniz'),
    ];
    Array.from({ length: dice.below(250) }, () => dice.oneOf(act)());
    const client = connect(server);
    for (let step = 0; step < 150; step++) {
      dice.oneOf(act)();
      if (dice.chance(60)) {
        client.hear(dice.below(4));
      }
      if (dice.chance(3)) {
        client.space.event({ type: 'reset' });
        client.greet('log-1');
      }
      if (dice.chance(30)) {
        server.deliverAnswer();
      }
      if (dice.chance(25)) {
        const from = 1 + dice.below(server.messages.length);
        client.want(from, from + 30);
      }
      await vi.advanceTimersByTimeAsync(dice.below(150));
    }
    await settle(server, client);
    expectTruth(server, client);
  });
});
