import { describe, expect, it } from 'vitest';
import { SseParser, type StreamEvent } from '../../src/feed/sse-parser';

const stream =
  '\uFEFFevent: hello\r\nid: 41\r\ndata: {"a":1}\r\n\r\n' +
  ': still here\n\n' +
  'event:message\nid:42\ndata: one\ndata:two\ndata\n\n' +
  'event: presence\rdata: {}\r\r' +
  'event: forgotten\nid: 43\n\n' +
  'id: 4\u00004\nretry: 10\nunknown: x\ndata: ç 🔧: y\n\n' +
  'event: cut\ndata: off';

const expected: StreamEvent[] = [
  { type: 'hello', id: '41', data: '{"a":1}' },
  { type: 'message', id: '42', data: 'one\ntwo\n' },
  { type: 'presence', id: null, data: '{}' },
  { type: 'message', id: null, data: 'ç 🔧: y' },
];

describe('the parser of event streams', () => {
  it('reads a stream that comes at once', () => expect(new SseParser().push(stream)).toEqual(expected));

  it('reads the same wherever the stream is cut in two', () => {
    for (let cut = 0; cut <= stream.length; cut++) {
      const parser = new SseParser();
      expect([...parser.push(stream.slice(0, cut)), ...parser.push(stream.slice(cut))]).toEqual(expected);
    }
  });

  it.each([1, 2, 3, 7])('reads the same in pieces of %i', (size) => {
    const parser = new SseParser();
    const events = [];
    for (let at = 0; at < stream.length; at += size) {
      events.push(...parser.push(stream.slice(at, at + size)));
    }
    expect(events).toEqual(expected);
  });
});
