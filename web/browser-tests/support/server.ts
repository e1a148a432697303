import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../../artifacts/bin/Readback/release/readback.dll', import.meta.url));

export const adminPassword = 'correct horse 1';
export const password = 'battery staple 2';

/** The real server as a process of its own, with data of its own, and what an administrator does on it. */
export class TestServer {
  private process: ChildProcess | null = null;
  private token = '';

  private constructor(
    private readonly folder: string,
    readonly port: number,
    private readonly settings: Record<string, string>,
  ) {}

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  static async start(settings: Record<string, string> = {}): Promise<TestServer> {
    const server = new TestServer(await mkdtemp(join(tmpdir(), 'readback-browser-')), await freePort(), settings);
    await server.run();
    return server;
  }

  /** A space with its members, who are made where they are not known yet. */
  async space(name: string, ...members: string[]): Promise<void> {
    const space = await this.post<{ id: string }>('/api/spaces', { name });
    for (const member of members) {
      await this.post(`/api/users/${await this.userId(member)}/spaces`, space.id);
    }
  }

  async userId(username: string): Promise<string> {
    const users = await this.call<{ id: string; username: string }[]>('GET', '/api/users');
    const known = users.find((user) => user.username === username);
    return (known ?? (await this.post<{ id: string }>('/api/users', { username, password }))).id;
  }

  /** Sends as somebody, past any browser. */
  async send(username: string, space: string, ...contents: string[]): Promise<void> {
    const token = await this.logIn(username, password);
    for (const content of contents) {
      await this.call('POST', '/api/chat/messages', content, { token, space, type: 'text/plain' });
    }
  }

  /** Reads all that somebody has not read yet. */
  async readAll(username: string, space: string): Promise<void> {
    const token = await this.logIn(username, password);
    const unread = await this.call<{ content: { chatMessageId: string }[] }>(
      'GET', '/api/chat/recipients?isRead=false&size=2000', undefined, { token, space });
    const ids = unread.content.map((row) => row.chatMessageId).join(',');
    await this.call('POST', `/api/chat/messages/set-read?messageIds=${ids}`, undefined, { token, space });
  }

  post<T = unknown>(path: string, body: unknown): Promise<T> {
    return this.call('POST', path, JSON.stringify(body));
  }

  async call<T>(
    method: string,
    path: string,
    body?: string,
    { token = this.token, space = '', type = 'application/json' } = {},
  ): Promise<T> {
    const headers: Record<string, string> = { Authorization: `Bearer ${token}` };
    if (body !== undefined) {
      headers['Content-Type'] = type;
    }
    if (space !== '') {
      headers['X-Space'] = encodeURIComponent(space);
    }
    const answer = await fetch(this.address + path, { method, headers, body });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    }
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  async run(): Promise<void> {
    this.process = spawn('dotnet', [program, '--urls', this.address, '--data', join(this.folder, 'data')], {
      env: { ...process.env, READBACK_ADMIN_PASSWORD: adminPassword, ...this.settings },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await this.answers();
    this.token = await this.logIn('admin', adminPassword);
  }

  /** Ends it as an administrator does; clients find nobody there until it runs again. */
  async halt(): Promise<void> {
    const process = this.process;
    this.process = null;
    if (process !== null && process.exitCode === null) {
      process.kill('SIGTERM');
      await once(process, 'exit');
    }
  }

  async stop(): Promise<void> {
    await this.halt();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async logIn(username: string, secret: string): Promise<string> {
    const answer = await fetch(`${this.address}/login`, { method: 'POST', body: new URLSearchParams({ username, password: secret }) });
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  private async answers(): Promise<void> {
    for (const until = Date.now() + 30_000; Date.now() < until; ) {
      try {
        if ((await fetch(`${this.address}/health/ready`)).ok) {
          return;
        }
      } catch {
        // Nobody listens yet.
      }
      if (this.process?.exitCode != null) {
        throw new Error(`The server ended with exit code ${this.process.exitCode}.`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('The server did not answer within 30 s.');
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
