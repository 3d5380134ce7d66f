import type { Problem } from '../../metadata/issue.ts';
import type { Json, JsonObject } from '../../metadata/json.ts';
import { conflictsOf } from '../../rules/changes/conflicts.ts';
import type { Call } from '../call/call.ts';
import type { Rights } from '../call/rights.ts';
import { renderProblems } from '../messages/render-problem.ts';
import { answerConflict } from './answer-item.ts';
import { mayWriteItems, reasonsFor } from './approving.ts';
import { plansOf } from './carry-out.ts';
import { answerCases, casesUnder, noCases } from './cases-under.ts';
import type { ChangeSet } from './change-set.ts';
import type { ChangesParts } from './changes-parts.ts';
import { nowOf } from './now-of.ts';
import { ruleTrial } from './preview-matches.ts';
import { previewParameters } from './preview-parameters.ts';
import { readersOfItems } from './preview-readers.ts';
import { previewRecords } from './preview-records.ts';
import { failureProblems, reasonsJson, setProblems } from './publish-set.ts';

/** What publishing would do, and everything that stands in its way: it is tried out and taken back. */
export async function previewSet(parts: ChangesParts, call: Call, set: ChangeSet): Promise<JsonObject> {
  const { items } = set;
  const { served } = call;
  const conflicts = conflictsOf(items, await nowOf(parts.store, call, items));
  const known = setProblems(call, set);
  const rights = await rightsOfAuthor(parts, call, set);
  const { order, plans } = plansOf(parts, { call, items, rights, reason: set.reason });
  // What refers to nothing cannot be tried.
  const isTried = items.length > 0 && !known.some(({ path }) => path.startsWith('/items/'));
  const trial = ruleTrial(parts, call, order);
  const outcome = isTried
    ? await parts.store.together(call, plans, { rehearsal: true, sight: call.rights, look: trial.look })
    : { done: [], failures: [] };
  const moved = new Set(conflicts.map(({ item }) => item.id));
  const failures = outcome.failures.filter(({ index }) => !moved.has(order[index]?.id ?? ''));
  const problems = [...known, ...failureProblems(items, order, failures)];
  return {
    problems: renderProblems(problems, call.language, served.model.messages).map((problem, at) => ({
      item: itemOf(items, problems[at]),
      ...problem,
    })),
    conflicts: conflicts.map((conflict) => answerConflict(call, conflict)),
    params: await previewParameters(parts, call, items),
    records: await previewRecords(parts, call, { order, outcome, trial }),
    readers: await readersOfItems(parts, call, items),
    cases: answerCases(call, problems.length > 0 ? noCases : await casesUnder(parts, set)),
    needsApproval: reasonsJson(reasonsFor(served, items)),
  };
}

/** Those of whoever looks, where he could write it himself; else those of whoever vouches for it. */
async function rightsOfAuthor(
  parts: ChangesParts,
  call: Call,
  { items, proposed }: ChangeSet,
): Promise<Rights> {
  if (mayWriteItems(call.served, call.rights, items) || !proposed) return call.rights;
  return (await parts.rightsOf(proposed.id)) ?? call.rights;
}

/** Id of the item a problem is about; null: the set as a whole. */
function itemOf(items: ChangeSet['items'], problem: Problem | undefined): Json {
  const at = /^\/items\/(\d+)/.exec(problem?.path ?? '')?.[1];
  return at === undefined ? null : (items[Number(at)]?.id ?? null);
}
