import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { openBrowser, Person } from './browser';
import { TestServer } from './server';

/** A server and a browser for the tests of one file, and the people who are there during one test. */
export class Room {
  server!: TestServer;
  browser!: Browser;
  private readonly people: Person[] = [];

  constructor(settings: Record<string, string> = {}) {
    beforeAll(async () => {
      [this.server, this.browser] = await Promise.all([TestServer.start(settings), openBrowser()]);
    });
    afterEach(async () => {
      const people = this.people.splice(0);
      await Promise.all(people.map((person) => person.leave()));
      expect(people.flatMap((person) => person.complaints), 'errors and refused content of the pages').toEqual([]);
    });
    afterAll(async () => {
      await this.browser?.close();
      await this.server?.stop();
    });
  }

  async person(name: string, options?: BrowserContextOptions, secret?: string): Promise<Person> {
    const person = await Person.at(this.browser, this.server, name, options, secret);
    this.people.push(person);
    return person;
  }
}

/** Waits until something is so, and says what it was instead. */
export async function eventually<T>(read: () => Promise<T>, expected: T, seconds = 15): Promise<void> {
  await expect.poll(read, { timeout: seconds * 1000, interval: 50 }).toEqual(expected);
}
