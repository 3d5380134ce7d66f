import { writeFileSync } from 'node:fs';
import { carriersOf, readDocuments, readSettled } from './coverage.ts';
import { coverageTable } from './coverage-table.ts';
import { readEffects } from './effects.ts';
import { standardModel } from './standard-model.ts';

/** `npm run coverage`: writes docs/coverage.md anew. */
const model = await standardModel();
const carriers = carriersOf(model);
const settled = readSettled('docs/coverage-settled.json');
const decided = readSettled('docs/coverage-decisions.json');
const table = coverageTable(readDocuments('docs/coverage'), carriers, settled, decided, readEffects(model));
writeFileSync('docs/coverage.md', table);
