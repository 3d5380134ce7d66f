import { writeFileSync } from 'node:fs';
import { carriersOf, readDocuments, readSettled } from './coverage.ts';
import { coverageTable } from './coverage-table.ts';
import { standardModel } from './standard-model.ts';

/** `npm run coverage`: writes docs/coverage.md anew. */
const carriers = carriersOf(await standardModel());
const settled = readSettled('docs/coverage-settled.json');
writeFileSync('docs/coverage.md', coverageTable(readDocuments('docs/coverage'), carriers, settled));
