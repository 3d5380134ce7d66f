import { compare, div, mul, parseDecimal } from '../../../metadata/common/decimal.ts';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Trial } from '../../../metadata/contract/decisions/asked.ts';
import type { Field, FieldSet, Form } from '../../../metadata/model.ts';
import type { Configuration } from '../../../rules/decisions/decision.ts';
import type { Moved } from '../../../rules/einvoicing/contract/planned.ts';
import type { Call } from '../../call/call.ts';
import { bodiesIn } from '../../effective/decisions/trial.ts';
import { settingId } from '../../storage/store/record/stored.ts';
import type { PlanAnswer } from './plan-asked.ts';

/** One setting that was read, moved a little. */
type Nudge = Omit<Moved, 'invoices' | 'stopped' | 'differences'>;

const mostOptions = 6;
const mostRows = 5;

/** With what is saved to make it. */
export interface NudgeToTry {
  readonly move: Nudge;
  readonly body: JsonObject;
}

/** Of everything as the plan read it: with a change set, by a design. */
export function nudgesOf(
  call: Call,
  configuration: Pick<Configuration, 'record' | 'setting'>,
  { used }: PlanAnswer,
  trial: Trial | undefined,
): readonly NudgeToTry[] {
  const { model, base } = call.served;
  return [...used.records, ...used.settings].flatMap(({ form: named, id }) => {
    const form = model.forms.get(named) ?? model.formsById.get(named);
    if (!form || form.kind === 'document') return [];
    const own = form.kind === 'setting' ? settingId(form, call.org) : id;
    const record =
      form.kind === 'setting' ? configuration.setting(form.id) : configuration.record(form.id, own ?? null);
    if (own === undefined || !record) return [];
    const about: About = { call, form, was: base?.model.formsById.get(form.id) };
    const stands = spoken(about, form, about.was, record);
    const body = bodyIn(trial, { ...about, id: own });
    return movesIn(about, own, { ...stands, ...body });
  });
}

/** A form of which something is moved, which people know by its names of today, whatever a design calls it. */
interface About {
  readonly call: Call;
  readonly form: Form;
  readonly was: Form | undefined;
}

const formerName = (is: Pick<Form, 'name'>, was: Pick<Form, 'name'> | undefined) => (was ?? is).name;

/** Answers the fields of a record that the caller may read, by names. */
function spoken(
  { call, form }: About,
  is: FieldSet,
  was: FieldSet | undefined,
  record: JsonObject,
): JsonObject {
  const seen = is.fields.filter((field) => call.rights.readable(form, field));
  const rowsOf = (field: Field, value: Json): Json => {
    const { rows } = field;
    if (!rows || !Array.isArray(value)) return value;
    const before = was?.byId.get(field.id)?.rows;
    return value.filter(isObject).map((row) => ({
      ...spoken({ call, form, was: undefined }, rows, before, row),
      ...('id' in row ? { id: row['id'] ?? null } : {}),
    }));
  };
  return Object.fromEntries(
    seen.map((field) => [
      formerName(field, was?.byId.get(field.id)),
      rowsOf(field, record[field.id] ?? null),
    ]),
  );
}

function movesIn({ call, form, was }: About, id: string, record: JsonObject): readonly NudgeToTry[] {
  const named = (field: Field, shape: FieldSet | undefined) => formerName(field, shape?.byId.get(field.id));
  const number = form.number ? record[named(form.number, was)] : null;
  const isSetting = form.kind === 'setting';
  const about = {
    form: formerName(form, was),
    id,
    isSetting,
    number: typeof number === 'string' ? number : null,
  };
  const moved = (place: Pick<Nudge, 'field' | 'row' | 'label'>, from: Json, to: Json, body: JsonObject) => ({
    move: { ...about, ...place, from, to },
    body,
  });
  return form.fields.flatMap((field): readonly NudgeToTry[] => {
    const name = named(field, was);
    const value = record[name] ?? null;
    const { rows } = field;
    if (!rows) {
      const place = { field: name, row: null, label: field.label[call.language] };
      return otherValues(field, value).map((to) => moved(place, value, to, { [name]: to }));
    }
    if (!Array.isArray(value)) return [];
    const before = was?.byId.get(field.id)?.rows;
    const all = value.filter(isObject);
    return all.slice(0, mostRows).flatMap((row, at) =>
      (isGone(row) ? [] : rows.fields).flatMap((inner) => {
        const own = named(inner, before);
        const from = row[own] ?? null;
        const place = { field: `${name}.${own}`, row: at + 1, label: inner.label[call.language] };
        return otherValues(inner, from).map((to) =>
          moved(place, from, to, {
            [name]: all.map((one, other) => sent(rows, before, other === at ? { ...one, [own]: to } : one)),
          }),
        );
      }),
    );
  });
}

/** A trial takes it out. */
const isGone = (row: JsonObject) => row['$delete'] === true;

/** A row as it is saved, by what people may give. */
function sent(is: FieldSet, was: FieldSet | undefined, row: JsonObject): JsonObject {
  if (isGone(row)) return row;
  const given = is.fields.filter((field) => !field.kind.derived || field.kind.typed?.(field) === true);
  const own = given.flatMap((field) => {
    const name = formerName(field, was?.byId.get(field.id));
    return row[name] === undefined ? [] : [[name, row[name]] as const];
  });
  return { ...(typeof row['id'] === 'string' ? { id: row['id'] } : {}), ...Object.fromEntries(own) };
}

/** The other options of a choice; twice and half of a number, one more and one less of a small one. */
function otherValues(field: Field, value: Json): readonly Json[] {
  if (field.hidden || field.fixed || field.kind.derived) return [];
  switch (field.kind.name) {
    case 'boolean':
      return [value !== true];
    case 'choice':
      return (field.options ?? [])
        .map((option) => option.value)
        .filter((option) => option !== value)
        .slice(0, mostOptions);
    case 'integer':
      return typeof value === 'number' ? [value - 1, value + 1].filter((one) => one >= 0) : [];
    case 'money':
    case 'decimal':
      return aroundOf(value);
    default:
      return [];
  }
}

function aroundOf(value: Json): readonly Json[] {
  const own = typeof value === 'string' || typeof value === 'number' ? parseDecimal(value) : null;
  if (own === null || compare(own, '0') <= 0) return [];
  return [div(own, '2', 2) ?? own, mul(own, '2')];
}

function bodyIn(
  trial: Trial | undefined,
  { form, was, id }: Pick<About, 'form' | 'was'> & { readonly id: string },
): JsonObject {
  const all = bodiesIn(trial, formerName(form, was));
  return (form.kind === 'setting' ? all[0] : all.find((one) => one['id'] === id)) ?? {};
}

/** The trial that there is, and the move on top of it. */
export function withBody(trial: Trial | undefined, { form, id, isSetting }: Nudge, body: JsonObject): Trial {
  const all = bodiesIn(trial, form);
  const at = isSetting ? all.length - 1 : all.findIndex((one) => one['id'] === id);
  const one = { ...(isSetting ? {} : { id }), ...all[at], ...body };
  return {
    ...trial,
    records: { ...trial?.records, [form]: at < 0 ? [...all, one] : all.with(at, one) },
  };
}
