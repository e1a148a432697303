// Fails the build where the element outgrows what a slow control-room PC should have to load.

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const maxKilobytes = 60;
const files = ['readback-chat.js', 'readback-chat.classic.js'];

for (const file of files) {
  const bytes = gzipSync(readFileSync(new URL(`../dist/${file}`, import.meta.url)), { level: 9 }).length;
  const kilobytes = bytes / 1024;
  console.log(`${file}: ${kilobytes.toFixed(1)} KB of ${maxKilobytes} KB, compressed`);
  if (kilobytes > maxKilobytes) {
    console.error(`${file} is over its budget.`);
    process.exitCode = 1;
  }
}
