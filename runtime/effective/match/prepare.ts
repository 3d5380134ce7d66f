import { append } from '../../../metadata/common/append.ts';
import type { Problem, Result } from '../../../metadata/common/issue.ts';
import { isObject, type Json, type JsonObject, pointerTo } from '../../../metadata/common/json.ts';
import { nearNames } from '../../../metadata/common/near-names.ts';
import { readPointer } from '../../../metadata/kinds/common/pointer.ts';
import type { Form } from '../../../metadata/model.ts';
import { parseDate, parseInstant, parseTime, toInstant, toLocal } from '../../../rules/calendar.ts';
import type { Facts } from '../../../rules/condition/facts.ts';
import { renameFact } from '../../../rules/condition/rename.ts';
import type { MatchContext } from '../../../rules/match/narrow.ts';
import type { Snapshot } from '../../../rules/match/snapshot.ts';
import type { Call, Now } from '../../call/call.ts';
import { timeSlices } from '../../common/time-slices.ts';
import { requireUse } from '../../storage/store/record/access.ts';
import { callFacts } from '../../storage/store/sql/filter.ts';
import { findNamed } from '../../storage/store/sql/find-named.ts';
import { completeRefs } from './complete-refs.ts';
import { type MatchParts, momentWrong, noMatch, questionWrong } from './match-parts.ts';
import type { Needs } from './needs.ts';
import { type NamedRef, type ReadFacts, readFacts, type Spelling } from './read-facts.ts';
import type { RuleForm } from './rule-form.ts';
import type { RuleSet } from './rule-set.ts';

/** The moment a match is asked for: a date (as the day begins there), a local date and time, or an instant. */
export function readMoment(value: Json | undefined, zone: string, now: () => Now): Result<Now> {
  if (value === undefined || value === null) return { ok: true, value: now() };
  if (typeof value !== 'string') return wrong;
  const instant = parseInstant(value);
  if (instant !== null) {
    const { date, time } = toLocal(instant, zone);
    return { ok: true, value: { instant, localDate: date, localTime: time } };
  }
  const [day = '', clock = '00:00', ...more] = value.split('T');
  const localDate = parseDate(day);
  const localTime = parseTime(clock);
  if (localDate === null || localTime === null || more.length > 0) return wrong;
  return { ok: true, value: { instant: toInstant(localDate, localTime, zone), localDate, localTime } };
}

const problems: readonly Problem[] = [{ path: '/at', code: 'match-at' }];
const wrong: Result<Now> = { ok: false, problems };

/** Facts, ready to be judged, or everything that is wrong with them. */
export type Judgeable =
  | { readonly ok: true; readonly facts: Facts; readonly record: ReadFacts['record'] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** One question to the rules of a form: for whom, when, about what, and the rules as they are now. */
export interface Prepared {
  /** With the moment that was asked for. */
  readonly call: Call;
  readonly rules: RuleSet;
  readonly snapshot: Snapshot;
  readonly asked: MatchContext;
  /** The answers beside the facts, by question. */
  readonly ask: JsonObject;
  /** The same as it stands among the facts. */
  readonly answers: JsonObject;
  /** Facts of records that were only named, which the caller may not read: rules find them empty. By today's names. */
  readonly unread: readonly string[];
  readonly many: readonly Judgeable[];
}

/** The members of a call that hold for all of its facts. */
export interface Asking {
  /** Default: now. */
  readonly at?: Json | undefined;
  /** The answers beside the facts, by question. Default: none. */
  readonly ask?: Json | undefined;
  /** The record whose rows are asked. Default: of all. */
  readonly within?: Json | undefined;
}

/** Rules that are tried in place of those that are stored. */
export interface RulesUnder {
  readonly snapshot: Snapshot;
  /** The facts that they ask of references. */
  readonly needs: Needs;
}

interface Said extends Asking {
  readonly facts: readonly Json[];
  /** The members that may be left open, though a match wants them. Default: none. */
  readonly open?: 'questions' | 'everything';
  /** Default: names. */
  readonly spelling?: Spelling;
  /** The facts that are asked of references. Default: those that the rules ask. */
  readonly needs?: Needs;
  /** Default: the rules as they are stored. */
  readonly snapshot?: Snapshot;
}

/** Refuses who may not, what has no match and a moment that is none; mistakes in facts are each item's own. */
export async function prepare(parts: MatchParts, asking: Call, form: Form, said: Said): Promise<Prepared> {
  requireUse(asking, form, 'match');
  const found = parts.sets.of(asking.served, form);
  if (!found) throw noMatch({ form: { ...form.label } });
  const moment = readMoment(said.at, parts.zone(asking.org), () => asking.now);
  if (!moment.ok) throw momentWrong({}, moment.problems);
  const call: Call = { ...asking, now: said.at === undefined ? asking.now : moment.value, view: 'use' };
  const rules = 'then' in found ? await found : found;
  // Before anything else is waited for: what rules ask of references is never less than what it asks.
  const snapshot = said.snapshot ?? rules.snapshot();
  const { orgs } = call.served;
  const read = await readEach(said.facts, (facts) =>
    readFacts(facts, rules.facts, call, said.spelling ?? 'names'),
  );
  const ask = readAsk(said.ask, rules, call, said.open === undefined);
  const within = await readWithin(parts, call, rules, {
    snapshot,
    said: said.within,
    whole: said.open !== 'everything',
  });
  const wrong = [
    ...ask.problems.map((problem) => ({ ...problem, path: `/ask${problem.path}` })),
    ...(within.ok ? [] : within.problems.map((problem) => ({ ...problem, path: `/within${problem.path}` }))),
  ];
  if (wrong.length > 0) throw questionWrong({ count: wrong.length }, wrong);
  const record = within.ok ? within.value : undefined;
  const refs = [...ask.refs, ...read.flatMap((one) => (one.problems.length > 0 ? [] : one.refs))];
  const { target, unread } = await completeRefs(parts, call, said.needs ?? rules.needs, refs);
  const known = callFacts(call);
  return {
    call,
    rules,
    snapshot,
    unread: [...unread].map((fact) => renameFact(fact, rules.scope, 'toNames')),
    asked: {
      org: call.org,
      tree: orgs,
      localDate: moment.value.localDate,
      ...(record === undefined ? {} : { record }),
    },
    ask: ask.said,
    answers: ask.record,
    many: read.map(({ record, problems }) =>
      problems.length > 0
        ? { ok: false, problems }
        : { ok: true, facts: { record: { ...record, ...ask.record }, call: known, target }, record },
    ),
  };
}

/** Of thousands of rows others are let in between. */
async function readEach(
  facts: readonly Json[],
  read: (facts: Json) => ReadFacts,
): Promise<readonly ReadFacts[]> {
  if (facts.length < 2) return facts.map(read);
  const pause = timeSlices();
  const found: ReadFacts[] = [];
  for (const one of facts) {
    found.push(read(one));
    const resting = pause();
    if (resting !== undefined) await resting;
  }
  return found;
}

interface WithinSaid {
  readonly snapshot: Snapshot;
  readonly said: Json | undefined;
  /** It is not left out where the form wants it. */
  readonly whole: boolean;
}

/**
 * Id of the record whose rows are asked, of those the organisation of the call uses; undefined: all are. With
 * `whole`, it is not left out where the form wants it.
 */
async function readWithin(
  parts: Pick<MatchParts, 'reader' | 'layouts'>,
  call: Call,
  { form, match }: RuleForm,
  { snapshot, said, whole }: WithinSaid,
): Promise<Result<string | undefined>> {
  if (said === undefined || said === null) {
    const isMissing = whole && match.within === 'required';
    return isMissing
      ? refused({ path: '', code: 'match-within-required', params: { form: { ...form.label } } })
      : { ok: true, value: undefined };
  }
  if (match.entries === undefined) return refused({ path: '', code: 'match-within-rows' });
  const read = readPointer(said);
  if (!read.ok) return { ok: false, problems: read.problems };
  const name = typeof read.value === 'string' ? read.value : read.value.number;
  // One's own is found by the index; whether one uses another's is asked of the database.
  const [rank] = snapshot.ranksOfRecord(name.toLowerCase());
  if (rank !== undefined && snapshot.ranked[rank]?.org === call.org)
    return { ok: true, value: name.toLowerCase() };
  const found = await findNamed(parts.reader, call, parts.layouts.of(call.served, form), [name]);
  const record = found.get(name);
  if (!record)
    return refused({
      path: '',
      code: 'match-within-unknown',
      params: { form: { ...form.recordLabel }, record: name },
    });
  return { ok: true, value: record.id };
}

function refused(problem: Problem): Result<never> {
  return { ok: false, problems: [problem] };
}

/** The answers of a call beside the facts, and as they stand among them. */
interface ReadAsk {
  /** By question. */
  readonly said: JsonObject;
  /** By the ids below which rules look for it. */
  readonly record: JsonObject;
  readonly refs: readonly NamedRef[];
  readonly problems: readonly Problem[];
}

/** Every question is known and has a value of its kind; with `whole`, none that is required is left out. */
function readAsk(ask: Json | undefined, rules: RuleForm, call: Call, whole: boolean): ReadAsk {
  const { questions } = rules.matching;
  const said = ask ?? {};
  if (!isObject(said))
    return { said: {}, record: {}, refs: [], problems: [{ path: '', code: 'object-expected' }] };
  const problems: Problem[] = [];
  for (const name of Object.keys(said))
    if (!questions.has(name))
      problems.push({
        path: pointerTo(name),
        code: 'unknown-question',
        params: { question: name, near: nearNames(name, questions.keys()) },
      });
  const fields = [...questions.values()];
  // Read as facts are: the questions are all the form there is.
  const form = { fields, byId: new Map(), byName: questions, entries: [] } as unknown as Form;
  const known = Object.fromEntries(Object.entries(said).filter(([name]) => questions.has(name)));
  const read = readFacts(known, form, call, 'names');
  append(problems, read.problems);
  for (const [name, { required, label }] of questions)
    if (whole && required === true && (said[name] ?? '') === '')
      problems.push({
        path: pointerTo(name),
        code: 'match-question-required',
        params: { label: { ...label } },
      });
  return { said: known as JsonObject, record: read.record, refs: read.refs, problems };
}
