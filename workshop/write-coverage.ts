import { writeFileSync } from 'node:fs';
import { carriersOf, readDocuments } from './coverage.ts';
import { coverageTable } from './coverage-table.ts';
import { standardModel } from './standard-model.ts';

/** `npm run coverage`: writes docs/coverage.md anew. */
const carriers = carriersOf(await standardModel());
writeFileSync('docs/coverage.md', coverageTable(readDocuments('docs/coverage'), carriers));
