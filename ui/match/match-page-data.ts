import { isObject, type Json } from '../../metadata/common/json.ts';
import { isList } from '../../metadata/kinds/common/reading.ts';
import type { Scope } from '../../rules/condition/scope.ts';
import { factsOffered, type OfferedFact } from '../condition/facts/facts-offered.ts';
import type { FormModel } from '../model/form-model.ts';
import { forms } from '../model/forms.ts';
import { session } from '../session/session.ts';

const rules = 200;

/**
 * Paths by names of the facts that rules of a form ask, the most asked first; as far as one may read the rules, of
 * the newest two hundred. What the panel allows comes along where little is asked yet.
 */
async function usedFacts(form: FormModel, facts: FormModel): Promise<readonly string[]> {
  const { match } = form;
  if (!match) return [];
  const [first = '', second] = match.condition.split('.');
  const field = form.byId.get(first);
  const counts = new Map<string, number>();
  if (field) {
    const answer = await session.api
      .call('GET /api/forms/:form/records', {
        path: { form: form.name },
        query: { view: 'use', limit: rules, fields: field.name },
      })
      .catch(() => null);
    const inner = second === undefined ? undefined : field.rows?.byId.get(second)?.name;
    for (const item of answer?.items ?? []) {
      const value = item[field.name];
      const conditions =
        inner === undefined ? [value] : isList(value) ? value.filter(isObject).map((row) => row[inner]) : [];
      for (const condition of conditions) count(condition, counts);
    }
  }
  const asked = [...counts].sort(([, a], [, b]) => b - a).map(([path]) => path);
  const aims = match.for.flatMap(({ fact }) => (fact === undefined ? [] : namesOf(fact, facts)));
  const allowed = (match.fields ?? []).flatMap((path) => namesOf(path, facts));
  return [...new Set([...aims, ...asked, ...allowed])];
}

function count(condition: Json | undefined, counts: Map<string, number>): void {
  if (isList(condition)) for (const one of condition) count(one, counts);
  else if (isObject(condition)) {
    const { fact } = condition;
    if (typeof fact === 'string' && !fact.startsWith('$')) counts.set(fact, (counts.get(fact) ?? 0) + 1);
    for (const [name, inner] of Object.entries(condition)) if (name !== 'fact') count(inner, counts);
  }
}

function namesOf(path: string, facts: FormModel): readonly string[] {
  const [first = '', second] = path.split('.');
  const field = facts.byId.get(first);
  if (!field) return [];
  if (second === undefined) return [field.name];
  const inner = field.rows?.byId.get(second);
  return inner ? [`${field.name}.${inner.name}`] : [field.name];
}

/** All that trying the rules of a form needs. */
export interface MatchPageData {
  readonly form: FormModel;
  /** The form of the facts. */
  readonly about: FormModel;
  /** The facts that conditions over them may ask. */
  readonly scope: Scope;
  readonly offered: readonly OfferedFact[];
  /** Paths by names that rules ask, the most asked first. */
  readonly used: readonly string[];
}

/** Undefined: the person may not see the form of the facts. */
export async function matchPageData(name: string): Promise<MatchPageData | undefined> {
  const form = await forms.get(name);
  const outline = session.formById(form.match?.facts ?? '');
  if (!outline) return undefined;
  const { form: about, targets } = await forms.withTargets(outline.name);
  const used = await usedFacts(form, about);
  const scope: Scope = { shape: about, target: (id) => targets.get(id) };
  return { form, about, used, scope, offered: factsOffered(scope) };
}
