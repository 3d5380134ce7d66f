import { pointerTo } from '../../../metadata/common/json.ts';
import { resultPaths } from '../../../metadata/common/result-paths.ts';
import type { FieldSet } from '../../../metadata/field.ts';
import { fieldOfPath } from '../../../metadata/field-of-path.ts';
import { formsOf } from '../../../metadata/kinds/common/pointed.ts';
import type { Form, Model } from '../../../metadata/model.ts';
import type { Scope } from '../../../rules/condition/scope.ts';
import { matchForm } from '../../../rules/match/match-form.ts';

/** A form with a match, and all that its rules are compiled against. */
export interface RuleForm {
  readonly form: Form;
  readonly match: NonNullable<Form['match']>;
  readonly facts: Form;
  /** The facts that conditions may ask. */
  readonly scope: Scope;
  /** Paths of what an answer carries, without number and title where nobody asked for them. */
  readonly result: readonly string[];
  /**
   * Of these, what a rule results in: neither what it is called nor what it goes first by. None: who wins is the
   * result.
   */
  readonly outcomes: readonly string[];
  /**
   * Ids of the entries that matter to a match: whose rows are the candidates, and those that say whom rules are for.
   */
  readonly lists: readonly string[];
  readonly matching: NonNullable<ReturnType<typeof matchForm>>;
  /** Equal while nothing changed that compiled rules depend on. */
  readonly key: string;
}

/** Null for a form without a match. */
export function ruleForm(form: Form, model: Model): RuleForm | null {
  const { match } = form;
  const facts = match && model.formsById.get(match.facts);
  if (!match || !facts) return null;
  const result = resultPaths(form, match);
  const named = [form.number, form.title].flatMap((field) => field?.id ?? []);
  const kept = [...new Set([...result, ...named, ...referencesOf(form, [...result, ...named])])];
  const scope = scopeOf(facts, pointedForms(facts, model));
  const matching = matchForm({ ...form, match: { ...match, result: kept } }, scope);
  if (!matching) return null;
  const targets = facts.fields.flatMap((field) => model.formsById.get(field.target ?? '')?.hash ?? []);
  const ordering = matching.order.map(({ by }) => by);
  const aims = match.for.map(({ field }) => field);
  return {
    form,
    match,
    facts,
    outcomes: result.filter(
      (path) =>
        !named.includes(path) && !aims.includes(path) && !ordering.includes(path) && !isSwitch(path, match),
    ),
    scope,
    result,
    lists: [match.entries, ...aims].flatMap((path) => {
      const [first = ''] = path?.split('.') ?? [];
      return form.byId.get(first)?.rows ? [first] : [];
    }),
    matching,
    key: [form.hash, facts.hash, ...targets].join(' '),
  };
}

function scopeOf(facts: Form, pointed: ReadonlyMap<string, Form>): Scope {
  return { shape: facts, target: (id) => pointed.get(id) };
}

/**
 * The forms that fields point at, directly or through one another. Rules stay in memory when another model is published
 * that says the same of them: they keep these forms, and not the whole model that they were read by.
 */
function pointedForms(facts: Form, model: Model): ReadonlyMap<string, Form> {
  const found = new Map<string, Form>();
  const open: FieldSet[] = [facts];
  const take = (id: string) => {
    const form = model.formsById.get(id);
    if (!form || found.has(id)) return;
    found.set(id, form);
    open.push(form);
  };
  for (const shape of open)
    for (const field of shape.fields) {
      if (field.rows) open.push(field.rows);
      for (const id of formsOf(field)) take(id);
    }
  return found;
}

/** Rows may be switched off one by one. */
function isSwitch(path: string, { entries }: NonNullable<Form['match']>): boolean {
  return entries !== undefined && path === `${entries}.enabled`;
}

/** Paths of the references that values come through: whether they are told goes by what these point at. */
function referencesOf(form: Form, paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) =>
    (fieldOfPath(form, path)?.through ?? []).flatMap(({ from }) => {
      if (from === null) return [];
      const [outer, entries] = [
        from.startsWith('parent.'),
        path.split('.').length > 1 ? path.split('.')[0] : '',
      ];
      return outer ? from.slice('parent.'.length) : entries ? `${entries}.${from}` : from;
    }),
  );
}

/**
 * Pointer to a rule's condition in the record's body, by today's names; `seq`: of which row, from 0, where rows match.
 */
export function conditionPath({ form, match }: RuleForm, seq: number | undefined): string {
  if (match.condition === '') return '';
  const [first = '', second] = match.condition.split('.');
  const field = form.byId.get(first);
  const at = pointerTo(field?.name ?? '');
  if (second === undefined || seq === undefined) return at;
  return at + pointerTo(seq, field?.rows?.byId.get(second)?.name ?? '');
}
