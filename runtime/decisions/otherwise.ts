import { compare, div, mul, parseDecimal } from '../../metadata/decimal.ts';
import { isObject, type Json, type JsonObject } from '../../metadata/json.ts';
import type { Field, Form, Shape } from '../../metadata/model.ts';
import { compareDecided } from '../../rules/decisions/compare/compare-decided.ts';
import { breaks } from '../breaks.ts';
import type { Call } from '../call/call.ts';
import { Refusal } from '../refusal.ts';
import type { Store } from '../store/record/store.ts';
import { settingId } from '../store/record/stored.ts';
import type { DecideHow, PlanAnswer, PlanAsked } from './asked.ts';
import type { Decisions } from './create-decisions.ts';
import { bodiesIn, type Trial } from './trial.ts';

/** One setting that was read, moved a little. */
export interface Move {
  /** Names of the form, and of the field: below entries with the number of the row, from 1. */
  readonly form: string;
  readonly id: string;
  readonly isSetting: boolean;
  readonly number: string | null;
  readonly field: string;
  readonly row: number | null;
  readonly from: Json;
  readonly to: Json;
}

/** What would come of it. */
export interface Moved extends Move {
  readonly invoices: number;
  readonly stopped: number;
  /** Places of the result that would be others. */
  readonly differences: number;
}

export interface Otherwise {
  /** Those that change something, the greatest change first. */
  readonly items: readonly Moved[];
  readonly tried: number;
  /** Moves for which there was no time. */
  readonly left: number;
}

/** Each is a plan of its own: somebody waits for all of them. */
const most = { moves: 120, milliseconds: 8_000 };
const mostOptions = 6;
const mostRows = 5;

/** Why not otherwise: the settings that a plan read, each moved a little, and what the plan would say then. */
export async function otherwise(
  { decisions, store }: { readonly decisions: Decisions; readonly store: Store },
  call: Call,
  asked: PlanAsked,
  how: DecideHow,
): Promise<Otherwise> {
  const pause = breaks();
  const plan = (trial: Trial | undefined) =>
    decisions.plan(call, asked, { ...how, trace: 'none', ...(trial ? { trial } : {}) });
  const before = await plan(how.trial);
  const moves = await movesOf(store, call, before, how.trial);
  const until = performance.now() + most.milliseconds;
  const items: Moved[] = [];
  let tried = 0;
  for (const { move, body } of moves.slice(0, most.moves)) {
    if (performance.now() > until) break;
    tried += 1;
    await pause();
    const after = await orRefused(plan(withBody(how.trial, move, body)));
    if (after === null) continue;
    const differences = compareDecided(before, after).length;
    if (differences === 0) continue;
    const { pendingInvoices, stopped } = after.result;
    items.push({ ...move, invoices: pendingInvoices.length, stopped: stopped.length, differences });
  }
  items.sort((a, b) => b.differences - a.differences);
  return { items, tried, left: moves.length - tried };
}

/** What may not be saved is no other way either. */
async function orRefused(planned: Promise<PlanAnswer>): Promise<PlanAnswer | null> {
  try {
    return await planned;
  } catch (error) {
    if (error instanceof Refusal && error.status === 422) return null;
    throw error;
  }
}

interface Tried {
  readonly move: Move;
  readonly body: JsonObject;
}

async function movesOf(
  store: Store,
  call: Call,
  { used }: PlanAnswer,
  trial: Trial | undefined,
): Promise<readonly Tried[]> {
  const moves: Tried[] = [];
  for (const { form: name, id } of [...used.records, ...used.settings]) {
    const form = call.served.model.forms.get(name) ?? call.served.model.formsById.get(name);
    if (!form || form.kind === 'document') continue;
    const own = form.kind === 'setting' ? settingId(form, call.org) : id;
    if (own === undefined) continue;
    const stored = await store.read(call, form, own, 'use').catch(() => null);
    if (!stored) continue;
    const record = { ...stored, ...bodyIn(trial, form, own) };
    moves.push(...movesIn(form, own, record));
  }
  return moves;
}

function movesIn(form: Form, id: string, record: JsonObject): readonly Tried[] {
  const number = form.number ? record[form.number.name] : null;
  const isSetting = form.kind === 'setting';
  const about = { form: form.name, id, isSetting, number: typeof number === 'string' ? number : null };
  const moved = (field: string, row: number | null, from: Json, to: Json, body: JsonObject): Tried => ({
    move: { ...about, field, row, from, to },
    body,
  });
  return form.fields.flatMap((field): readonly Tried[] => {
    const value = record[field.name] ?? null;
    const { rows } = field;
    if (!rows)
      return otherValues(field, value).map((to) => moved(field.name, null, value, to, { [field.name]: to }));
    if (!Array.isArray(value)) return [];
    const all = value.filter(isObject);
    return all.slice(0, mostRows).flatMap((row, at) =>
      (isGone(row) ? [] : rows.fields).flatMap((inner) => {
        const from = row[inner.name] ?? null;
        return otherValues(inner, from).map((to) =>
          moved(`${field.name}.${inner.name}`, at + 1, from, to, {
            [field.name]: all.map((one, place) =>
              sent(rows, place === at ? { ...one, [inner.name]: to } : one),
            ),
          }),
        );
      }),
    );
  });
}

/** A trial takes it out. */
const isGone = (row: JsonObject) => row['$delete'] === true;

/** A row as it is saved, by what people may give. */
function sent(shape: Shape, row: JsonObject): JsonObject {
  if (isGone(row)) return row;
  const given = shape.fields.filter((field) => !field.kind.derived || field.kind.typed?.(field) === true);
  const own = given.flatMap(({ name }) => (row[name] === undefined ? [] : [[name, row[name]] as const]));
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

function bodyIn(trial: Trial | undefined, form: Form, id: string): JsonObject {
  const all = bodiesIn(trial, form.name);
  return (form.kind === 'setting' ? all[0] : all.find((one) => one['id'] === id)) ?? {};
}

/** The trial that there is, and the move on top of it. */
function withBody(trial: Trial | undefined, { form, id, isSetting }: Move, body: JsonObject): Trial {
  const all = bodiesIn(trial, form);
  const at = isSetting ? all.length - 1 : all.findIndex((one) => one['id'] === id);
  const one = { ...(isSetting ? {} : { id }), ...all[at], ...body };
  return {
    ...trial,
    records: { ...trial?.records, [form]: at < 0 ? [...all, one] : all.with(at, one) },
  };
}
