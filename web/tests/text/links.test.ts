import { describe, expect, it } from 'vitest';
import { findLinks } from '../../src/text/links';

const links = (text: string) => findLinks(text).flatMap((piece) => (piece.href === undefined ? [] : [piece.text]));

describe('links', () => {
  it.each([
    ['see https://plant.example/manual?id=7#a', 'https://plant.example/manual?id=7#a'],
    ['(see http://plant.example/a_(b)).', 'http://plant.example/a_(b)'],
    ['HTTPS://Plant.Example/x, then', 'HTTPS://Plant.Example/x'],
    ['„https://plant.example“', 'https://plant.example'],
    ['https://plant.example/vana-açık!', 'https://plant.example/vana-açık'],
    ['<https://plant.example/>', 'https://plant.example/'],
  ])('finds the address in %s', (text, address) => expect(links(text)).toEqual([address]));

  it.each([
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    'ftp://plant.example',
    'www.plant.example',
    'xhttps://plant.example',
    'https://',
    'https://bank.example@evil.example/',
    'https://user:secret@plant.example/',
  ])('makes no link of %s', (text) => expect(links(text)).toEqual([]));

  it('gives an address as the browser would go there', () =>
    expect(findLinks('http://plant.example/a"b')[0]!.href).toBe('http://plant.example/a'));

  it.each(['', 'no link', 'a https://x.example b\nhttp://y.example/', '🔧https://x.example 🔧', '  \n\t '])(
    'loses nothing of %j',
    (text) => expect(findLinks(text).map((piece) => piece.text).join('')).toBe(text),
  );
});
