import { isEmptyValue, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { defaultFormula } from '../../../metadata/formula/default-formula.ts';
import type { Form } from '../../../metadata/model.ts';
import { refOf } from '../../../rules/condition/facts.ts';
import type { Call } from '../../call/call.ts';
import { timeSlices } from '../../common/time-slices.ts';
import { createBehaviours } from '../../storage/store/record/behaviours.ts';
import { readMany } from '../../storage/store/record/records.ts';
import { rowsOf, type StoredRow } from '../../storage/store/record/stored.ts';
import { mayTell } from '../../storage/store/save/behave.ts';
import { factsAsked } from '../../storage/store/save/setting.ts';
import type { DecisionParts } from './decision-parts.ts';

/** A document that a decision is asked about, by field ids: it is completed in place. */
export interface AskedDocument {
  readonly form: Form;
  readonly value: Record<string, Json>;
}

const organisation = 'organisation';

/**
 * Fills in what a document leaves out and its form makes of what it says, as a save would: the figures of its lines by
 * their formulas, and what it carries from its organisation. All else is left to the decision.
 */
export function createLeftOut({ reader, layouts }: Pick<DecisionParts, 'reader' | 'layouts'>) {
  const behaviours = createBehaviours();
  const layout = (call: Call, form: Form) => layouts.of(call.served, form);
  return async (call: Call, { form, value }: AskedDocument): Promise<void> => {
    const carried = carriedIn(form).filter(({ id }) => value[id] === undefined);
    const figures = form.entries.filter((field) => {
      const own = figuresIn(field);
      return rowsOf(value[field.id]).some((row) => own.some(({ id }) => isEmptyValue(row[id])));
    });
    if (carried.length === 0 && figures.length === 0) return;
    const rules = await behaviours.of(form, call.served.model);
    const orgs = new Map<string, JsonObject>();
    if (carried.length > 0)
      for (const one of await readMany(
        reader,
        layouts.byId(call.served, organisation),
        idsOf(call, form, value),
      ))
        orgs.set(one.id, one);
    const made = await rules.completed(value, null, {
      call: await factsAsked({ behaviours, layout }, reader, call, rules, call.org),
      orgId: call.org,
      userId: call.user.id,
      pause: timeSlices(),
      target: (of, ref) => (of === organisation ? orgs.get(idOf(call, ref)) : undefined),
      mayRead: (of, id, from) =>
        mayTell(call, of, id, typeof from === 'string' ? from : idOf(call, refOf(from ?? null))),
    });
    for (const { id } of carried) {
      const own = made[id];
      if (!isEmptyValue(own)) value[id] = own ?? null;
    }
    for (const field of figures) {
      const rows = rowsOf(made[field.id]);
      value[field.id] = rowsOf(value[field.id]).map((row, at) =>
        withFigures(row, rows[at], figuresIn(field)),
      );
    }
  };
}

function withFigures(row: StoredRow, made: StoredRow | undefined, figures: readonly Field[]): JsonObject {
  const known = figures.flatMap(({ id }) => {
    const own = made?.[id];
    return isEmptyValue(row[id]) && !isEmptyValue(own) ? [[id, own ?? null] as const] : [];
  });
  return known.length === 0 ? row : { ...row, ...Object.fromEntries(known) };
}

/** Fields of rows whose formulas make a number of others. */
function figuresIn({ rows }: Field): readonly Field[] {
  return (rows?.fields ?? []).filter(
    (field) => defaultFormula(field.default) !== undefined && field.kind.comparison(field) === 'number',
  );
}

function carriedIn(form: Form): readonly Field[] {
  return form.fields.filter(({ carry }) => carry && form.byId.get(carry.from)?.target === organisation);
}

/** The organisations that a document names, or the one that it is asked for: as far as the caller may act for them. */
function idsOf(call: Call, form: Form, value: JsonObject): readonly string[] {
  const named = carriedIn(form).map(({ carry }) => value[carry?.from ?? '']);
  const ids = named.map((one) => (isEmptyValue(one) ? call.org : idOf(call, refOf(one ?? null))));
  return [...new Set(ids.filter(call.rights.uses))];
}

function idOf({ served }: Call, ref: ReturnType<typeof refOf>): string {
  return ref?.id ?? served.orgs.byNumber(ref?.number ?? '')?.id ?? '';
}
