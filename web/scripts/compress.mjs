// Compresses what is served once, as well as it goes, instead of anew for each visitor.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const folder = new URL('../target/classes/web/', import.meta.url).pathname;
const SMALL = 1_000;
let total = 0;

for (const name of readdirSync(folder, { recursive: true })) {
  const path = join(folder, String(name));
  if (!/\.(js|css|html|svg)$/.test(path) || statSync(path).size < SMALL) continue;
  const bytes = readFileSync(path);
  const brotli = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  });
  writeFileSync(`${path}.br`, brotli);
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  total += brotli.length;
}
console.log(`Web application: ${Math.round(total / 1_000)} kB of scripts, styles and texts (brotli)`);
