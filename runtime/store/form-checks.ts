import type { Dialect } from '../database/database.ts';
import { type AutoNumber, autoNumbers } from './auto-number.ts';
import type { Source } from './draft.ts';
import type { RecordLayout } from './layout.ts';
import { type Namesakes, namesakeSource } from './namesakes.ts';
import type { Stored } from './stored.ts';
import { claimSource } from './unique.ts';

/** What has to be made sure of inside the transaction whenever a record of the form is written. */
export interface FormChecks {
  readonly numbers: readonly AutoNumber[];
  readonly namesakes: Source<Namesakes> | undefined;
  readonly claims: Source<Stored>;
}

/** Made once for each form of a model. */
export function createFormChecks(dialect: Dialect): (layout: RecordLayout) => FormChecks {
  const made = new WeakMap<RecordLayout, FormChecks>();
  return (layout) => {
    let checks = made.get(layout);
    if (!checks) {
      checks = {
        numbers: autoNumbers(layout, dialect),
        namesakes: namesakeSource(layout),
        claims: claimSource(layout),
      };
      made.set(layout, checks);
    }
    return checks;
  };
}
