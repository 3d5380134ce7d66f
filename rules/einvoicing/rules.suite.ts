import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import type { Model } from '../../metadata/model.ts';
import { standardModel } from '../../workshop/standard-model.ts';
import { compileCondition } from '../condition/compile.ts';
import type { Scope } from '../condition/scope.ts';
import type { Hit, HitOptions } from '../decisions/rules.ts';
import { match } from '../match/match.ts';
import { matchForm, type StoredRule } from '../match/match-form.ts';
import { questionId } from '../match/questions.ts';
import { snapshot } from '../match/snapshot.ts';
import { orgTree } from '../sharing/org-tree.ts';
import type { Rules } from './forms/configuration.ts';

/** Records by form, as worked cases give them. */
export type GivenRecords = Readonly<Record<string, Json | undefined>>;

export const model: Model = await standardModel();
const tree = orgTree([{ id: 'org', number: 'org', name: 'org', parent: null, enabled: true }], 1);

/** The records of a form with what they have that nobody said: an id, and the defaults of the form. */
export function recordsOf(config: GivenRecords | undefined, form: string): readonly StoredRule[] {
  const given = config?.[form];
  const many = Array.isArray(given) ? (given as readonly JsonObject[]) : given ? [given as JsonObject] : [];
  const known = model.forms.get(form);
  const defaults = Object.fromEntries(
    (known?.fields ?? []).flatMap(({ id, default: value }) =>
      value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value))
        ? []
        : [[id, value]],
    ),
  );
  return many.map(
    (record, at) =>
      ({
        id: `${form} ${at}`,
        org: 'org',
        enabled: true,
        modifiedAt: `2026-01-${String(28 - at).padStart(2, '0')}T00:00:00.000Z`,
        sharing: known?.sharing?.default ?? null,
        ...defaults,
        ...withRowIds(record, `${form} ${at}`),
      }) as unknown as StoredRule,
  );
}

/** Rows have ids of their own. */
function withRowIds(record: JsonObject, of: string): JsonObject {
  return Object.fromEntries(
    Object.entries(record).map(([member, value]) => [
      member,
      Array.isArray(value) && value.every(isObject)
        ? value.map((row, at) => ({ id: `${of} ${member} ${at}`, ...(row as JsonObject) }))
        : value,
    ]),
  );
}

/** Matches over the records that a worked case gives, by the forms of the standard packages. */
export function rulesOf(config: GivenRecords | undefined): Rules {
  return {
    async hits(
      form: string,
      facts: JsonObject,
      { within, ask = {} }: HitOptions = {},
    ): Promise<readonly Hit[]> {
      const known = model.forms.get(form);
      const about = known?.match && model.formsById.get(known.match.facts);
      if (!known || !about) throw new Error(`${form} does not match`);
      const scope: Scope = { shape: about, target: (id) => model.formsById.get(id) };
      const matching = matchForm(known, scope);
      if (!matching) throw new Error(`${form} does not match`);
      const compile = (source: Json) => {
        const compiled = compileCondition(source, matching.scope);
        return compiled.ok ? compiled.value : { problems: compiled.problems };
      };
      const records = recordsOf(config, form);
      const laid = snapshot(
        records.flatMap((record) => matching.candidatesOf({ record }, compile)),
        { order: matching.order, emptyMatches: matching.emptyMatches },
      );
      const asked = Object.fromEntries(Object.entries(ask).map(([name, value]) => [questionId(name), value]));
      const answer = await match(
        laid,
        { record: { ...facts, ...asked } },
        {
          org: 'org',
          tree,
          localDate: '2026-11-20',
          trace: true,
          ...(within === undefined ? {} : { record: within }),
        },
      );
      const holding = answer.trace?.judged.filter(({ holds }) => holds) ?? [];
      return holding.flatMap(({ rank }) => {
        const candidate = laid.ranked[rank];
        const record = records.find(({ id }) => id === candidate?.record);
        return candidate && record
          ? [{ record, ...(candidate.seq === undefined ? {} : { seq: candidate.seq }) }]
          : [];
      });
    },
  };
}
