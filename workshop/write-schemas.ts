import { readFileSync, writeFileSync } from 'node:fs';
import { schemaFiles } from '../metadata/schema/generate.ts';
import { formTypes } from './form-types.ts';
import { withFunctions } from './formula-table.ts';

/**
 * `npm run schemas`: writes metadata/schema/*.schema.json, the types of forms and the functions of formulas in the manual
 * anew; tests fail while they are not current.
 */
for (const [name, schema] of schemaFiles()) {
  const file = new URL(`../metadata/schema/${name}`, import.meta.url);
  writeFileSync(file, `${JSON.stringify(schema, null, 1)}\n`);
}
for (const [file, text] of await formTypes()) writeFileSync(new URL(`../${file}`, import.meta.url), text);
for (const language of ['zh', 'en'] as const) {
  const file = new URL(`../docs/manual/${language}.md`, import.meta.url);
  writeFileSync(file, withFunctions(readFileSync(file, 'utf8'), language));
}
