// Hands the server and the space on to each example.
for (const link of document.querySelectorAll('a, iframe')) {
  const name = link instanceof HTMLAnchorElement ? 'href' : 'data-src';
  link.setAttribute(name === 'href' ? 'href' : 'src', link.getAttribute(name) + location.search);
}
