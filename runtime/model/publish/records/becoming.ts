import { isDeepStrictEqual } from 'node:util';
import type { Issue } from '../../../../metadata/common/issue.ts';
import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import { nearNames } from '../../../../metadata/common/near-names.ts';
import { formerValuesOf, textsSince } from '../../../../metadata/former-values.ts';
import type { Field, FieldSet, Form, Model } from '../../../../metadata/model.ts';
import type { Move } from '../../../../metadata/moves.ts';
import { type Became, type BecameOf, becomeCondition } from '../../../../rules/condition/become.ts';
import { compileLater } from '../../../../rules/condition/compile.ts';
import { targetOf } from '../../../../rules/condition/scope.ts';
import type { FormerValues } from '../../../storage/tables/plan.ts';

/**
 * Says what stored conditions and kept lists become with a model that moves what they ask; what stays comes back as the
 * very same.
 */
export interface Becoming {
  /** By ids, about records of a form. */
  condition(facts: string, value: Json): Promise<Json>;
  /** Translates the filter of a kept list of a form's records. */
  view(form: string, config: Json): Promise<Json>;
}

export function becoming(former: Model, model: Model): Becoming {
  const { moves } = newMoves(former, model);
  const known = new Map<string, BecameOf>();
  const ofForm = (form: Form): BecameOf => {
    const found = known.get(form.id) ?? becameOf(form, former, model, moves);
    known.set(form.id, found);
    return found;
  };

  async function condition(facts: string, value: Json): Promise<Json> {
    const [then, now] = [former.formsById.get(facts), model.formsById.get(facts)];
    if (!then || !now) return value;
    const next = becomeCondition(value, ofForm(then));
    if (next === value) return value;
    const scope = { shape: now, target: (id: string) => model.formsById.get(id), kept: true };
    return (await compileLater(next, scope)).ok ? next : value;
  }

  async function view(id: string, config: Json): Promise<Json> {
    const form = former.formsById.get(id);
    if (!form || !isObject(config)) return config;
    const next: { [member: string]: Json } = { ...config };
    if (isObject(config['filter'])) next['filter'] = await condition(id, config['filter']);
    if (isObject(config['quick'])) next['quick'] = quickly(config['quick'], ofForm(form));
    return Object.keys(next).every((member) => next[member] === config[member]) ? config : next;
  }

  return { condition, view };
}

/** Quick filters are lists of values; those of rows there are none. */
function quickly(quick: JsonObject, became: BecameOf): JsonObject {
  const next = Object.entries(quick).map(([path, values]): [string, Json] => {
    const leaf = { fact: path, operator: 'in', value: values };
    if (!Array.isArray(values) || became(path)?.rows) return [path, values];
    const said = becomeCondition(leaf, became) as JsonObject;
    return [path, said['value'] ?? null];
  });
  return next.every(([path, values]) => quick[path] === values) ? quick : Object.fromEntries(next);
}

/** By path of a fact, by ids or by the names of the model in service. */
function becameOf(
  form: Form,
  former: Model,
  model: Model,
  moves: ReadonlyMap<string, readonly Move[]>,
): BecameOf {
  return (path) => {
    let then: FieldSet | undefined = form;
    let now: FieldSet | undefined = model.formsById.get(form.id);
    const steps = path.split('.');
    for (const [at, step] of steps.entries()) {
      const field: Field | undefined = then?.byId.get(step) ?? then?.byName.get(step);
      if (!field) return undefined;
      const today: Field | undefined = now?.byId.get(field.id);
      if (at === steps.length - 1) {
        const row = at === 0 ? movedToRow(field, moves.get(form.id) ?? [], now) : undefined;
        const meant = meaningOf(field, row?.field ?? today, row !== undefined);
        if (!row && !meant) return undefined;
        return { ...(meant ? { meant } : {}), ...(row ? { rows: row.place } : {}) } satisfies Became;
      }
      then = field.rows ?? former.formsById.get(targetOf(field) ?? '');
      now = today?.rows ?? model.formsById.get((today && targetOf(today)) ?? '');
    }
    return undefined;
  };
}

function movedToRow({ id }: Field, moves: readonly Move[], now: FieldSet | undefined) {
  const move = moves.find((one) => one.step === 'rows' && one.from.includes(id));
  if (move?.step !== 'rows') return undefined;
  const [lines] = move.into;
  const member = move.fields[id] ?? id;
  const field = now?.byId.get(lines)?.rows?.byId.get(member);
  return field && { field, place: { lines, member } };
}

/** All values there are known of, with what they come to mean; undefined: they mean what they meant. */
function meaningOf(then: Field, now: Field | undefined, moved: boolean): Became['meant'] {
  if (!now) return undefined;
  const [before, after] = [then.inner ?? then, now.inner ?? now];
  const numbers =
    now.target === undefined && now.inner?.target === undefined ? undefined : after.formerNumbers;
  const texts = textsSince(now, then);
  const said = texts?.values ?? numbers ?? formerValuesOf(now);
  if (!said) return undefined;
  const fresh =
    texts !== undefined ||
    !isDeepStrictEqual(
      [after.formerNumbers, formerValuesOf(now)],
      [before.formerNumbers, formerValuesOf(then)],
    );
  if (!fresh && !moved) return undefined;
  // A value that was translated before is nowhere any more.
  const past = formerValuesOf(then) ?? {};
  const offered = (before.options ?? []).map(({ value }) => value);
  // A value that was never offered stands nowhere: a step may name values of a version that nobody had here.
  const named = before.options ? [] : Object.keys(said);
  const former = [...(before.formerOptions ?? []).map(({ value }) => value), ...named];
  const options = [...offered, ...former.filter((value) => !Object.hasOwn(past, value))];
  const means = (value: string) => (Object.hasOwn(said, value) ? wordOf(said[value] ?? null) : value);
  const meant = new Map(options.map((value) => [value, means(value)]));
  // A field without options may hold any text, also a translated one.
  if (!before.options)
    for (const value of [...meant.values()]) if (value !== null && !meant.has(value)) meant.set(value, value);
  return [...meant].some(([value, today]) => value !== today) ? meant : undefined;
}

function wordOf(value: Json): string | null {
  return value === null ? null : String(value);
}

/** The moves of a package that come with this model: a step is done once, with the model that brings it. */
interface NewMoves {
  /** By path of a form or of entries: `paper`, `paper/lines`. */
  readonly moves: ReadonlyMap<string, readonly Move[]>;
  /** By path of a field that values come to: what former ones mean there. */
  readonly values: ReadonlyMap<string, FormerValues>;
  readonly issues: readonly Issue[];
}

/** `again`: they were undone, so that fields which the undo left out are new once more. */
export function newMoves(former: Model, model: Model, again = false): NewMoves {
  const moves = new Map<string, readonly Move[]>();
  const values = new Map<string, FormerValues>();
  const issues: Issue[] = [];
  const walk = (form: Form, shape: FieldSet, before: FieldSet, path: string) => {
    const fresh = shape.moves ? freshIn(form, shape.moves, before, { again, issues }) : [];
    if (fresh.length > 0) {
      moves.set(path, fresh);
      valuesIn(shape, path, values);
    }
    for (const { id, rows } of shape.entries) {
      const known = before.byId.get(id)?.rows;
      if (rows && known) walk(form, rows, known, `${path}/${id}`);
    }
  };
  for (const form of model.formsById.values()) {
    const known = former.formsById.get(form.id);
    if (known && known.hash !== form.hash) walk(form, form, known, form.id);
  }
  return { moves, values, issues };
}

function freshIn(
  form: Form,
  all: readonly Move[],
  before: FieldSet,
  { again, issues }: { readonly again: boolean; readonly issues: Issue[] },
): readonly Move[] {
  const done = new Set((before.moves ?? []).map((move) => JSON.stringify(move)));
  const made = new Set<string>();
  return all.filter((move) => {
    if (done.has(JSON.stringify(move))) return false;
    const known = (id: string) => before.byId.has(id) || made.has(id);
    const note = (code: string, severity: Issue['severity'], field: string, near: readonly string[]) =>
      issues.push({
        code,
        severity,
        form: form.id,
        package: form.package,
        pointer: `/fields/${field}`,
        params: { form: { ...form.label }, field, near },
      });
    if (!move.from.some(known)) {
      const [first = ''] = move.from;
      note('step-finds-nothing', 'warning', first, nearNames(first, before.byId.keys()));
      return false;
    }
    for (const id of move.into) {
      const target = before.byId.get(id);
      if (target && !(again && target.dropped)) note('step-target-known', 'error', id, []);
      made.add(id);
    }
    return true;
  });
}

/** Of the row and of rows in it, which values may come to. */
function valuesIn(shape: FieldSet, path: string, found: Map<string, FormerValues>): void {
  for (const field of shape.fields) {
    const here = `${path}/${field.id}`;
    const known = formerValuesOf(field);
    if (known) found.set(here, known);
    if (field.rows) valuesIn(field.rows, here, found);
  }
}
