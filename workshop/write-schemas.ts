import { writeFileSync } from 'node:fs';
import { schemaFiles } from '../metadata/schema/generate.ts';

/** `npm run schemas`: writes metadata/schema/*.schema.json anew; a test fails while they are not current. */
for (const [name, schema] of schemaFiles()) {
  const file = new URL(`../metadata/schema/${name}`, import.meta.url);
  writeFileSync(file, `${JSON.stringify(schema, null, 1)}\n`);
}
