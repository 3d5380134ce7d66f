import type { Problem } from '../../../metadata/common/issue.ts';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { UnsavedRule } from '../../../metadata/contract/match/sent.ts';
import type { Field } from '../../../metadata/field.ts';
import type { Form } from '../../../metadata/model.ts';
import { isAnsweredMember } from '../../../metadata/system-members.ts';
import type { Candidate } from '../../../rules/match/candidate.ts';
import type { RuleRecord } from '../../../rules/match/match-form.ts';
import type { Call } from '../../call/call.ts';
import { readInput } from '../../storage/store/body/input.ts';
import { readNewMembers } from '../../storage/store/body/platform-members.ts';
import { requireManage, requireUse } from '../../storage/store/record/access.ts';
import { readableShape } from '../../storage/store/record/asked-shape.ts';
import { recordUnknown } from '../../storage/store/record/refusals.ts';
import { newRecord, type Stored, stamp } from '../../storage/store/record/stored.ts';
import { orgOf } from '../../storage/store/sharing/take-back.ts';
import { candidateWrong } from './match-parts.ts';
import { sightOf } from './rule-answers.ts';
import { conditionPath } from './rule-form.ts';
import type { RuleSet } from './rule-set.ts';

/** The candidates that a record would bring if it were saved now: all of them, and those that are asked about. */
export interface UnsavedCandidates {
  readonly candidates: readonly Candidate[];
  readonly about: readonly Candidate[];
}

/**
 * Reads what matters for matching of a rule that is not saved; only its condition has to be finished. For who may save
 * it.
 */
export async function readCandidates(
  call: Call,
  rules: RuleSet,
  { id, record: said, row }: UnsavedRule,
): Promise<UnsavedCandidates> {
  const { form } = rules;
  const kept = id === undefined ? undefined : await rules.read(id);
  if (id !== undefined && !(kept && isSeen(call, rules, id))) throw recordUnknown({ id });
  const own = kept?.copies?.get(call.org);
  const before = (own ?? kept?.record ?? newRecord(call, form, 'unsaved')) as Stored;
  const { next, problems } = readSaid(call, rules, before, said);
  // Nothing is written: it is only asked what would be.
  if (own) requireUse({ ...call, approved: true }, form, 'edit');
  else requireManage(call, form, kept ? 'edit' : 'create', kept ? before : next);
  const rule: RuleRecord =
    own && kept ? { ...kept, copies: new Map(kept.copies).set(call.org, next) } : { ...kept, record: next };
  const candidates = await rules.candidatesOf(rule);
  const written = candidates.filter(({ only }) => only === (own ? call.org : undefined));
  const about = row === undefined ? written : written.filter(({ seq }) => seq === row - 1);
  if (row !== undefined && about.length === 0)
    problems.push({ path: '/row', code: 'match-row-unknown', params: { row } });
  for (const { condition, seq } of about)
    for (const problem of condition && 'problems' in condition ? condition.problems : [])
      problems.push({ ...problem, path: `/record${conditionPath(rules, seq)}${problem.path}` });
  if (problems.length > 0) throw candidateWrong({ count: problems.length }, problems);
  return { candidates, about };
}

function isSeen(call: Call, rules: RuleSet, id: string): boolean {
  const snapshot = rules.snapshot();
  const sees = sightOf(call, rules.form);
  return snapshot.ranksOfRecord(id).some((rank) => {
    const candidate = snapshot.ranked[rank];
    return candidate !== undefined && sees(candidate);
  });
}

function readSaid(
  call: Call,
  rules: RuleSet,
  before: Stored,
  said: JsonObject,
): { readonly next: Stored; readonly problems: Problem[] } {
  const { form } = rules;
  // Lists are replaced, the rest is merged: as of a new record, whose missing members nobody empties.
  const next: Stored = { ...before, revision: 0 };
  stamp(call, next);
  const problems: Problem[] = [];
  const { org, enabled } = said;
  if (org !== undefined && org !== null) {
    const to = orgOf(call, org);
    if (to === undefined || !call.rights.uses(to))
      problems.push({ path: '/record/org', code: 'org-unknown', params: { org } });
    else next.org = to;
  }
  if (enabled === true) next.enabled = true;
  // The rule is named by its new number and title, whatever else may be wrong with them.
  for (const field of [rules.form.number, rules.form.title]) {
    const name = field && said[field.name];
    if (field && typeof name === 'string' && name !== '') next[field.id] = name;
  }
  const platform = readNewMembers(call, form, said, next);
  let rows = 0;
  const parts = { newId: () => `unsaved-${++rows}`, seal: (plain: string) => plain };
  const shape = readableShape(call.rights, form);
  const input = readInput(parts, { call, form, body: relevant(rules, shape, said), next, manner: 'replace' });
  for (const problem of [...platform, ...input.problems])
    if (
      problem.severity !== 'warning' &&
      problem.code !== 'org-not-of-call' &&
      !isOfOutcome(rules, shape, problem)
    )
      problems.push({ ...problem, path: `/record${problem.path}` });
  return { next, problems };
}

/** Of a result that is not finished yet: it is as it was. */
function isOfOutcome(rules: RuleSet, form: Form, { path }: Problem): boolean {
  const { outcomes } = rules;
  const [, first = '', row, second] = path.split('/');
  const field = form.byName.get(first);
  const inner = field?.rows && row !== undefined ? field.rows.byName.get(second ?? '')?.id : undefined;
  const named = field?.rows ? `${field.id}.${inner ?? ''}` : (field?.id ?? '');
  return outcomes.includes(named) && !decidingIn(rules).has(named);
}

/** Fields that decide who wins; the others may be unfinished. */
function decidingIn({ match, matching }: RuleSet): ReadonlySet<string> {
  const aims = match.for.flatMap(({ field, unless }) => [field, unless ?? field]);
  return new Set([match.condition, ...aims, ...matching.order.map(({ by }) => by)]);
}

/** These, and what the rule results in. What is no field at all stays, and is refused. */
function relevant(rules: RuleSet, form: Form, said: JsonObject): JsonObject {
  const { lists, outcomes } = rules;
  const paths = new Set([...decidingIn(rules), ...outcomes]);
  const matters = (field: Field | undefined, path: string) => field === undefined || paths.has(path);
  const found: Record<string, Json> = {};
  for (const [name, value] of Object.entries(said)) {
    const field = form.byName.get(name);
    if (field && lists.includes(field.id) && Array.isArray(value))
      found[name] = value.map((item: Json) => relevantRow(field, item, paths));
    else if (isAnsweredMember(name) || matters(field, field?.id ?? '')) found[name] = value;
  }
  return found;
}

function relevantRow(field: Field, item: Json, paths: ReadonlySet<string>): Json {
  if (!isObject(item)) return item;
  const kept = Object.entries(item as JsonObject).filter(([name]) => {
    const inner = field.rows?.byName.get(name);
    return inner === undefined || inner.id === 'enabled' || paths.has(`${field.id}.${inner.id}`);
  });
  return Object.fromEntries(kept);
}
