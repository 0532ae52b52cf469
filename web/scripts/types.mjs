// Makes the API's types out of its descriptions, one file per service.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const from = new URL('../openapi/', import.meta.url);
const to = new URL('../src/api/generated/', import.meta.url);

mkdirSync(to, { recursive: true });
for (const file of readdirSync(from).sort()) {
  const text = astToString(await openapiTS(new URL(file, from)));
  writeFileSync(new URL(file.replace('.json', '.ts'), to), text);
}
