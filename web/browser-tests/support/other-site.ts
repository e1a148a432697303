import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Somebody else's web server: it answers every path with the page it was given. */
export class OtherSite {
  private constructor(private readonly server: Server, readonly address: string) {}

  /**
   * To a browser `localhost` is another site than the server's 127.0.0.1; 127.0.0.1 on another port is another origin of
   * the same site, and cookies go along.
   */
  static async at(host: 'localhost' | '127.0.0.1', page: () => string, port = 0): Promise<OtherSite> {
    const server = createServer((_, answer) => {
      answer.setHeader('Content-Type', 'text/html; charset=utf-8');
      answer.end(`<!doctype html><title>Other</title>${page()}`);
    });
    await new Promise<void>((resolve) => server.listen(port, host, resolve));
    return new OtherSite(server, `http://${host}:${(server.address() as AddressInfo).port}`);
  }

  close(): void {
    this.server.close();
  }
}
