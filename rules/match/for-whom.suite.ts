import fc from 'fast-check';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { MatchFor } from '../../metadata/model.ts';
import { field, form, orderScope } from '../condition/sample-forms.suite.ts';
import type { Scope } from '../condition/scope.ts';
import { aimOf, aimWith } from './aim.ts';
import type { Candidate } from './candidate.ts';
import { questionsOf, withQuestions } from './questions.ts';

const options = (...values: readonly string[]) => ({
  options: values.map((value) => ({ value, label: { zh: `选项${value}`, en: `option ${value}` } })),
});
const whom = (path: string, more: Partial<MatchFor>): MatchFor => ({
  field: path,
  label: { zh: path, en: path },
  required: false,
  empty: 'all',
  ...more,
});

export const documents = ['application', 'pending', 'red'];
const ruleForm = form('rule', [
  field('choices', 'documents', options(...documents)),
  field('choices', 'types', options('08xdp', '10xdp')),
  field('choice', 'tag', options('a', 'b', 'c')),
  field('references', 'categories', { target: 'category' }),
  field('references', 'organisations', { target: 'organisation' }),
]);

/** Rules that are for documents (asked), types, a tag, categories (of the facts), organisations. */
export const forWhom: readonly MatchFor[] = [
  whom('documents', { question: 'document' }),
  whom('types', { fact: 'type' }),
  whom('tag', { fact: 'tags' }),
  whom('categories', { fact: 'category' }),
  whom('organisations', { organisation: true }),
];

/** The scope of all they ask. */
export function scopeOf(aims: readonly MatchFor[]): Scope {
  const known = scopes.get(aims) ?? newScope(aims);
  scopes.set(aims, known);
  return known;
}

const scopes = new Map<readonly MatchFor[], Scope>();

function newScope(aims: readonly MatchFor[]): Scope {
  const match = { ...ruleForm.match, for: aims } as NonNullable<typeof ruleForm.match>;
  return withQuestions(orderScope, questionsOf({ ...ruleForm, match }));
}

/** The values by which a rule says whom it is for, by field; none: it is for all. */
export type Said = Readonly<Record<string, Json>>;

/** The candidate, if it said so. */
export function saying(candidate: Candidate, said: Said, aims: readonly MatchFor[] = forWhom): Candidate {
  const scope = scopeOf(aims);
  const { alone, said: parts, users, problems } = aimOf(aims, (path) => said[path] ?? null, scope);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const own = candidate.condition && 'node' in candidate.condition ? candidate.condition : null;
  return {
    ...candidate,
    values: { ...candidate.values, said },
    ...(alone ? { aim: aimWith(alone, parts, own) } : {}),
    ...(users ? { users } : {}),
  };
}

const ids = { C1: '11111111-1111-4111-8111-111111111111', C2: '22222222-2222-4222-8222-222222222222' };

/** Seldom everything, often nothing. */
export const drawnSaid = fc.record({
  documents: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.subarray(documents)),
  types: fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, fc.subarray(['08xdp', '10xdp'])),
  tag: fc.option(fc.constantFrom('a', 'b', 'c'), { freq: 2 }).map((tag) => (tag === 'c' ? null : tag)),
  categories: fc.oneof(
    { weight: 5, arbitrary: fc.constant([]) },
    fc.subarray(['C1', ids.C1, ids.C2], { minLength: 1 }),
  ),
  organisations: fc.option(fc.array(fc.nat(99), { minLength: 1, maxLength: 3 }), { freq: 3 }),
});

/** Word for word, without conditions: whether a rule is for these facts and this organisation. */
export function isFor(said: JsonObject, record: JsonObject, org: string): boolean {
  const list = (value: Json | undefined): readonly Json[] =>
    value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
  const meets = (wanted: Json | undefined, found: readonly Json[]) =>
    list(wanted).length === 0 || list(wanted).some((one) => found.includes(one));
  const category = (record['category'] ?? {}) as JsonObject;
  return (
    meets(said['documents'], list(record['ask:document'])) &&
    meets(said['types'], list(record['type'])) &&
    meets(said['tag'], list(record['tags'])) &&
    meets(said['categories'], [...list(category['id']), ...list(category['number'])]) &&
    meets(said['organisations'], [org])
  );
}
