import { defineConfig } from 'vite';

/** While developing, `npm run dev` serves the sources and passes calls on to a server that runs here. */
const server = 'http://127.0.0.1:8081';

/** The console: index.html and its hashed assets. */
export default defineConfig({
  build: {
    target: 'es2022',
    // Nothing inlined as data: URLs, nothing that a strict Content-Security-Policy would refuse.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: Object.fromEntries(['/api', '/login', '/refresh', '/logout'].map((path) => [path, server])),
  },
});
