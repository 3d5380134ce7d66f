import { isDeepStrictEqual } from 'node:util';
import type { Problem } from '../../metadata/issue.ts';
import type { Json, JsonObject } from '../../metadata/json.ts';
import type { Model } from '../../metadata/model.ts';
import type { CasesSource } from '../../metadata/source.ts';
import type { Call } from '../call/call.ts';
import type { Matching } from '../match/create-matching.ts';
import { Refusal } from '../refusal.ts';
import type { CaseResult } from './case-report.ts';

type Case = CasesSource['cases'][number];

/** Tries the cases of some packages, one after the other, with the rules that are stored. */
export async function runCases(
  model: Model,
  matching: Pick<Matching, 'expected'>,
  system: Call,
  packages?: readonly string[],
): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const { package: owner, file, content } of model.cases) {
    if (packages && !packages.includes(owner)) continue;
    for (const one of content.cases) {
      const head = {
        ...{ package: owner, file, name: one.name, expected: one.expect },
        ...(content.form === undefined ? {} : { form: content.form }),
        ...(content.decision === undefined ? {} : { decision: content.decision }),
      };
      results.push({ ...head, ...(await tryCase(model, matching, system, content, one)) });
    }
  }
  return results;
}

async function tryCase(
  model: Model,
  matching: Pick<Matching, 'expected'>,
  system: Call,
  { form: id }: CasesSource,
  { org, at, ask, within, facts, expect }: Case,
): Promise<Pick<CaseResult, 'outcome' | 'actual' | 'problems'>> {
  // Decisions are tried by whoever makes them.
  if (id === undefined) return { outcome: 'skipped' };
  const form = model.formsById.get(id);
  const place = org === undefined ? system.org : system.served.orgs.byNumber(org)?.id;
  if (place === undefined) return failed({ path: '/org', code: 'org-unknown', params: { org: org ?? null } });
  if (!form) return failed({ path: '/form', code: 'unknown-form', params: { form: id } });
  try {
    const actual = await matching.expected({ ...system, org: place }, form, facts, { at, ask, within });
    return { outcome: isExpected(actual, expect) ? 'passed' : 'failed', actual };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const own: Problem = { path: '', code: error.code, params: error.params };
    return failed(...(error.problems.length > 0 ? error.problems : [own]));
  }
}

function failed(...problems: readonly Problem[]): Pick<CaseResult, 'outcome' | 'problems'> {
  return { outcome: 'failed', problems };
}

/** Where rows match, a case may leave open which of the record's rows it is. */
function isExpected(actual: Json, expected: Json): boolean {
  if (isDeepStrictEqual(actual, expected)) return true;
  const row = typeof actual === 'object' && actual !== null && 'row' in actual;
  return row && typeof expected === 'string' && (actual as JsonObject)['number'] === expected;
}
