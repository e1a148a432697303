import { defineConfig } from 'vite';

const entry = (format: 'es' | 'iife', file: string) => ({ format, entryFileNames: file, codeSplitting: false }) as const;

/** The element as one file without a hash in its name: a module, and a classic script for sandboxed pages. */
export default defineConfig({
  publicDir: false,
  build: {
    target: 'es2022',
    emptyOutDir: false,
    modulePreload: false,
    rolldownOptions: {
      input: 'src/element/index.ts',
      output: [entry('es', 'readback-chat.js'), entry('iife', 'readback-chat.classic.js')],
    },
  },
});
