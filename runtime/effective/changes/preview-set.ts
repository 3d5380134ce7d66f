import { isDeepStrictEqual } from 'node:util';
import type { Problem } from '../../../metadata/common/issue.ts';
import type { ChangePreview } from '../../../metadata/contract/changes/preview.ts';
import { conflictsOf } from '../../../rules/changes/conflicts.ts';
import { type Item, isParam } from '../../../rules/changes/item.ts';
import { addressOf } from '../../../rules/params/address.ts';
import type { Call } from '../../call/call.ts';
import type { Rights } from '../../call/rights.ts';
import { renderProblems } from '../../common/messages/render-problem.ts';
import { answerConflict } from './answer-item.ts';
import { mayWriteItems, reasonsFor } from './approving.ts';
import { plansOf } from './carry-out.ts';
import { answerCases, casesUnder, noCases } from './cases-under.ts';
import type { ChangeSet } from './change-set.ts';
import type { ChangesParts } from './changes-parts.ts';
import { designOf, judgingCall } from './judging-call.ts';
import { nowOf } from './now-of.ts';
import { ruleTrial } from './preview-matches.ts';
import { previewParameters } from './preview-parameters.ts';
import { readersOfItems } from './preview-readers.ts';
import { previewRecords } from './preview-records.ts';
import { failureProblems, setProblems } from './publish-set.ts';
import { bodyProblems } from './read-items.ts';

/** Tries to publish a set and takes it back: answers the effects, and everything that stands in its way. */
export async function previewSet(parts: ChangesParts, call: Call, set: ChangeSet): Promise<ChangePreview> {
  const { items } = set;
  const { served } = call;
  const conflicts = conflictsOf(items, await nowOf(parts.store, call, items));
  const design = await designOf(parts, call, set.design);
  const judged = await judgingCall(parts, call, set);
  const known = [...setProblems(judged, set), ...(design ? misshapen(judged, items) : [])];
  const rights = await rightsOfAuthor(parts, judged, set);
  // A form or parameter of the design cannot be written to yet: such items are tried in the transaction that publishes both.
  const now = design ? items.filter((item) => standsNow(call, judged, item)) : items;
  const { order, plans } = plansOf(parts, { call, items: now, rights, reason: set.reason });
  // An item that refers to nothing cannot be tried.
  const isTried = now.length > 0 && !known.some(({ path }) => path.startsWith('/items/'));
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
    params: await previewParameters(parts, call, now),
    records: await previewRecords(parts, call, { order, outcome, trial }),
    readers: await readersOfItems(parts, call, items),
    cases: answerCases(problems.length > 0 ? noCases : await casesUnder(parts, call, set)),
    needsApproval: reasonsFor(judged.served, items),
    design: design && {
      id: design.id,
      name: design.name,
      untried: items.length - now.length,
      plan: (await parts.designs?.plan(call, design.id)) ?? {},
    },
  };
}

/** Answers whether an item means the same before and after the design: then it can be tried before. */
function standsNow({ served }: Call, judged: Call, item: Item): boolean {
  const next = judged.served.model;
  if (isParam(item)) {
    const [then, is] = [served.model, next].map((model) => addressOf(model, item.type, item.key)?.param);
    return then !== undefined && isDeepStrictEqual(then, is);
  }
  const form = served.model.formsById.get(item.form);
  return form !== undefined && form.hash === next.formsById.get(item.form)?.hash;
}

/** Finds bodies without the shape of a record of the form as it will be. */
function misshapen(judged: Call, items: readonly Item[]): readonly Problem[] {
  return items.flatMap((item, at) =>
    isParam(item)
      ? []
      : bodyProblems(judged, item).map((problem) => ({ ...problem, path: `/items/${at}${problem.path}` })),
  );
}

/** Answers the rights of the caller, where he could write it himself; else those of the person who vouches for it. */
async function rightsOfAuthor(
  parts: ChangesParts,
  call: Call,
  { items, proposed }: ChangeSet,
): Promise<Rights> {
  if (mayWriteItems(call.served, call.rights, items) || !proposed) return call.rights;
  return (await parts.rightsOf(proposed.id)) ?? call.rights;
}

/** Id of the item a problem is about; null: the set as a whole. */
function itemOf(items: ChangeSet['items'], problem: Problem | undefined): string | null {
  const at = /^\/items\/(\d+)/.exec(problem?.path ?? '')?.[1];
  return at === undefined ? null : (items[Number(at)]?.id ?? null);
}
