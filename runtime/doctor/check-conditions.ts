import type { Issue } from '../../metadata/issue.ts';
import type { Json } from '../../metadata/json.ts';
import type { Served } from '../call/served.ts';
import type { Database } from '../database/database.ts';
import { storedConditions } from '../publish/stored-conditions.ts';
import { recordLayout } from '../store/record/layout.ts';
import { type Finding, ok, warn } from './finding.ts';

/** Whether the conditions that records keep can still be judged, and by what is there today. */
export async function checkConditions(database: Database, served: Served): Promise<readonly Finding[]> {
  const { model, orgs } = served;
  const issues: Issue[] = [];
  for (const form of model.formsById.values()) {
    const layout = recordLayout(form, served.table(form), database.dialect);
    const asked = { reader: database, form, model, former: null, layout, orgs };
    issues.push(...(await storedConditions(asked)).issues);
  }
  if (issues.length === 0) return [ok('doctor-conditions')];
  return issues.map(({ code, params }) => {
    const { count = 0, numbers = [], form = '', why = '' } = params;
    const shown: Readonly<Record<string, Json>> = { count, form, why, first: numbers };
    return warn(
      code === 'conditions-broken' ? 'doctor-conditions-broken' : 'doctor-conditions-outdated',
      shown,
    );
  });
}
