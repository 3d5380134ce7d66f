import type { Problem } from '../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import type { Form } from '../../metadata/model.ts';
import type { SharingStrategy } from '../../metadata/source.ts';
import { compileCondition } from '../condition/compile.ts';
import type { Compiled, Node } from '../condition/compiled.ts';
import type { Scope } from '../condition/scope.ts';
import { aimOf, aimWith, type Said } from './aim.ts';
import { type Candidate, type OrderKey, orderOf } from './candidate.ts';
import { type Questions, questionsOf, withQuestions } from './questions.ts';

/** A record inside, as a store keeps it, with what sharing knows about it. */
export interface RuleRecord {
  readonly record: StoredRule;
  /** Organisations it was assigned to. Default: none. */
  readonly assigned?: Iterable<string>;
  /** The record as organisations with a copy of their own see it, by organisation. Default: nobody has one. */
  readonly copies?: ReadonlyMap<string, JsonObject>;
}

export type StoredRule = JsonObject & {
  readonly id: string;
  readonly org: string;
  readonly enabled: boolean;
  readonly modifiedAt: string;
  readonly sharing?: SharingStrategy | null;
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
};

/** Compiles a stored condition; whoever gives it may keep what did not change. */
type CompileRule = (source: Json) => Compiled | { readonly problems: readonly Problem[] };

/** The way in which the records of a form match. */
export interface MatchForm {
  readonly order: readonly OrderKey[];
  readonly emptyMatches: boolean;
  readonly questions: Questions;
  /** Of all that rules ask: the facts, and what a call says beside them. */
  readonly scope: Scope;
  /** The conditions that every call fulfils: an answer to each question that is required. */
  readonly given: readonly Node[];
  /** The candidates a record brings: itself or its rows, and those of copies. */
  candidatesOf(rule: RuleRecord, compile: CompileRule): readonly Candidate[];
}

/** Null for a form without a match. */
/** `facts`: what conditions may ask. */
export function matchForm(form: Form, facts: Scope): MatchForm | null {
  const { match } = form;
  if (!match) return null;
  const questions = questionsOf(form);
  const scope = withQuestions(facts, questions);
  const aims = match.for;
  const fieldOf = (path: string): Field | undefined => {
    const [first = '', second] = path.split('.');
    const field = form.byId.get(first);
    return second === undefined ? field : field?.rows?.byId.get(second);
  };
  const order = orderOf(match.order, fieldOf, form.number);
  const asked = order.map((key) => key.by).filter((by) => !builtIn.has(by));
  const rows = match.entries === undefined ? null : `${match.entries}.`;
  const sharingOf = ({ sharing }: StoredRule): SharingStrategy | null =>
    form.sharing ? (sharing ?? form.sharing.default) : null;

  function candidate(rule: RuleRecord, part: JsonObject, compile: CompileRule, seq?: number): Candidate {
    const { record, assigned } = rule;
    const row = seq === undefined ? null : rowsOf(part)[seq];
    const read = (path: string): Json =>
      (rows && path.startsWith(rows) ? row?.[path.slice(rows.length)] : readIn(part, path)) ?? null;
    const source = read(match?.condition ?? '');
    const compiled = source === null ? null : compile(source);
    return {
      id: row ? String(row['id']) : record.id,
      record: record.id,
      ...(seq === undefined ? {} : { seq }),
      org: record.org,
      sharing: sharingOf(record),
      ...(assigned ? { assigned: [...assigned] } : {}),
      // A row may be switched off by itself.
      enabled: record.enabled && row?.['enabled'] !== false,
      validFrom: record.validFrom ?? null,
      validTo: record.validTo ?? null,
      modifiedAt: record.modifiedAt,
      values: Object.fromEntries(asked.map((path) => [path, read(path)])),
      ...saidBy(aimOf(aims, read, scope), compiled),
      ...(match?.within === 'required' ? { apart: true as const } : {}),
      result: Object.fromEntries((match?.result ?? []).map((path) => [path, read(path)])),
    };
  }

  function rowsOf(part: JsonObject): readonly JsonObject[] {
    const list = part[match?.entries ?? ''];
    return Array.isArray(list) ? (list as readonly JsonObject[]) : [];
  }

  function each(rule: RuleRecord, part: JsonObject, compile: CompileRule): readonly Candidate[] {
    if (rows === null) return [candidate(rule, part, compile)];
    return rowsOf(part).map((_row, seq) => candidate(rule, part, compile, seq));
  }

  return {
    order,
    questions,
    scope,
    given: [...questions.values()].flatMap((field) => givenBy(field, scope)),
    emptyMatches: match.emptyMatches,
    candidatesOf(rule, compile) {
      const copies = [...(rule.copies ?? [])];
      const original = each(rule, rule.record, compile);
      if (copies.length === 0) return original;
      const replacedFor = copies.map(([org]) => org);
      const own = copies.flatMap(([org, copy]) =>
        each(rule, copy, compile).map((one) => ({ ...one, id: `${one.id}@${org}`, only: org })),
      );
      return [...original.map((one) => ({ ...one, replacedFor })), ...own];
    },
  };
}

/** Its condition, and whom it is for; what of either cannot be understood any more leaves nothing to judge. */
function saidBy(
  { alone, said, users, problems }: Said,
  condition: Candidate['condition'],
): Pick<Candidate, 'condition' | 'aim' | 'users'> {
  const own = condition && 'node' in condition ? condition : null;
  return {
    condition: problems.length > 0 && (own || condition === null) ? { problems } : condition,
    ...(alone ? { aim: aimWith(alone, said, own) } : {}),
    ...(users ? { users } : {}),
  };
}

/** Of rows, what all of them have. */
function readIn(part: JsonObject, path: string): Json | undefined {
  const [first = '', second] = path.split('.');
  const value = part[first];
  if (second === undefined || !Array.isArray(value)) return part[path];
  return (value as readonly JsonObject[]).flatMap((row) => row[second] ?? []);
}

function givenBy({ id, required }: Field, scope: Scope): readonly Node[] {
  if (required !== true) return [];
  const said = compileCondition({ fact: id, operator: 'isNotEmpty' }, scope);
  return said.ok ? [said.value.node] : [];
}

const builtIn: ReadonlySet<string> = new Set(['sharing', 'modifiedAt', 'id']);
