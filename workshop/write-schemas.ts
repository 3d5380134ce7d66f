import { writeFileSync } from 'node:fs';
import { schemaFiles } from '../metadata/schema/generate.ts';
import { formTypes } from './form-types.ts';

/**
 * `npm run schemas`: writes metadata/schema/*.schema.json and the types of forms anew; tests fail while they are not
 * current.
 */
for (const [name, schema] of schemaFiles()) {
  const file = new URL(`../metadata/schema/${name}`, import.meta.url);
  writeFileSync(file, `${JSON.stringify(schema, null, 1)}\n`);
}
for (const [file, text] of await formTypes()) writeFileSync(new URL(`../${file}`, import.meta.url), text);
