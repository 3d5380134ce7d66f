import type { Problem } from '../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { currencyPath } from '../../../metadata/currency/currency-of.ts';
import { holdsText, takesText } from '../../../metadata/kinds/common/holds-text.ts';
import type { Field, FieldSet, Form } from '../../../metadata/model.ts';
import { samples } from '../../../workshop/kind-samples.ts';
import type { Served } from '../../call/call.ts';
import { Refusal } from '../../common/refusal.ts';

/** The door by which records are made: the store, or HTTP. A mistake comes as a refusal. */
export interface Maker {
  served(): Served;
  create(form: string, body: JsonObject): Promise<{ readonly id: string }>;
}

/** Deterministic: a seed in, numbers from 0 to 1 out. */
export type Dice = () => number;

const texts = [
  '=1+1',
  "'=x",
  '-5',
  '+86 10',
  '@a',
  '0012',
  ' x ',
  '_x000D_',
  '<&>"',
  'a,b;c',
  '1e5',
  '2026-1-2',
  '开票',
  '😀',
  'TRUE',
];

/** A value a field may have, made from what its kind says of itself; undefined where nothing fits. */
export function madeValue(
  field: Field,
  world: Maker,
  known: ReadonlyMap<string, readonly string[]>,
  dice: Dice,
): Json | undefined {
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.trunc(dice() * items.length)];
  const { kind, props } = field;
  const several = byKind[kind.name];
  if (several) return pick(several);
  // Not every text is one, as of addresses of mail.
  if (holdsText(kind) && !takesText(kind, '<&>"')) return samples[kind.name]?.value;
  if (field.target !== undefined) {
    const id = pick(known.get(field.target) ?? []);
    if (id === undefined) return undefined;
    return kind.comparison(field) === 'list' ? [{ id }] : { id };
  }
  if (field.targets) {
    const form = pick(field.targets)?.id ?? '';
    const id = pick(known.get(form) ?? []);
    return id === undefined ? undefined : { form, id };
  }
  if (field.options) {
    const value = pick(field.options)?.value ?? null;
    return kind.comparison(field) === 'list' ? [value] : value;
  }
  if (kind.name === 'condition') return conditionOver(world, String(props['facts']));
  if (kind.name === 'field-list') return fieldsOf(world, field, props);
  if (kind.name === 'tax-number') return `91110108${Math.trunc(dice() * 1e10)}`.padEnd(18, 'X').slice(0, 18);
  const column = kind.column(field);
  switch (column?.type) {
    case 'text': {
      const text = `${pick(texts)}${Math.trunc(dice() * 1e6)}`;
      return kind.name === 'multiline' ? `${text}\n第二行` : text.slice(0, column.length).trim() || 'x';
    }
    case 'integer':
      return Number(within(field, String(Math.trunc(dice() * 9))));
    case 'decimal': {
      const digits = (count: number) => Array.from({ length: count }, () => Math.trunc(dice() * 10)).join('');
      // A value that is computed of several of them has to fit as well.
      const whole = Math.min(4, Math.max(1, column.precision - column.scale));
      // Of a currency that another field says nobody knows how many digits it has.
      const scale = currencyPath(field) === undefined ? column.scale : 0;
      return within(
        field,
        `${digits(whole)}${scale > 0 ? `.${digits(scale)}` : ''}`.replace(/^0+(?=\d)/, ''),
      );
    }
    case 'boolean':
      return dice() < 0.5;
    case 'date':
      return `20${10 + Math.trunc(dice() * 80)}-0${1 + Math.trunc(dice() * 9)}-15`;
    case 'time':
      return `0${Math.trunc(dice() * 10)}:30:0${Math.trunc(dice() * 10)}`;
    case 'datetime':
      return `2026-01-15T0${Math.trunc(dice() * 10)}:15:30.12${Math.trunc(dice() * 10)}Z`;
    case 'json':
      return { a: [1, 'x', null], b: { c: '中' } };
    default:
      return undefined;
  }
}

const byKind: Readonly<Record<string, readonly Json[]>> = {
  'time-range': ['08:00:00~17:30:00', '22:00:00~06:00:00'],
  template: ['说明', '=文本'],
  percent: ['0.13', '0.06', '0', '0.005'],
};

function within(field: Field, number: string): string | number {
  const { min, max } = field.props;
  const limit = min ?? max;
  if (limit === undefined || limit === null) return number;
  const value = Number(number);
  return (min !== undefined && value < Number(min)) || (max !== undefined && value > Number(max))
    ? String(limit)
    : number;
}

function conditionOver(world: Maker, facts: string): Json {
  const form = world.served().model.formsById.get(facts);
  const field = form?.fields.find(
    ({ kind, rows }) => !rows && kind.operators.length > 0 && kind.name === 'text',
  );
  return field ? { all: [{ fact: field.name, operator: 'equal', value: '=甲' }] } : {};
}

function fieldsOf(world: Maker, field: Field, props: Field['props']): Json | undefined {
  const form = world.served().model.formsById.get(String(props['form']));
  const shape: FieldSet | undefined =
    props['entries'] === undefined ? form : form?.byId.get(String(props['entries']))?.rows;
  const allowed = Array.isArray(props['pick']) ? new Set(props['pick']) : undefined;
  const names = shape?.fields
    .filter(({ rows, hidden, id }) => !rows && !hidden && (allowed?.has(id) ?? true))
    .map(({ name }) => name);
  return field.kind.name === 'field-list' && names && names.length > 0 ? names : undefined;
}

/** Values that rules ask of single forms, which no kind knows. */
const found: Readonly<Record<string, JsonObject>> = {
  'allowed-host': { ports: '443' },
  'sign-in-provider': { scopes: 'openid email' },
  'cover-template': { qrContent: 'image-code' },
  'customs-init': { organisation: { number: 'root' } },
  'imaging-scheme': { imagingMode: 'basic' },
  // What is special asks for records of its own sort.
  'invoice-application': { specialKind: null },
  invoice: { specialKind: null },
  'pending-invoice': { specialKind: null },
  'material-unit': { baseFactor: '1', sourceFactor: '1' },
  organisation: { parent: { number: 'root' } },
  'red-information': { applicant: 'seller' },
  'tax-category': { summary: false },
  unit: { baseFactor: '1', sourceFactor: '1' },
};

let hosts = 0;

/** No text of letters at random is a host: one that is allowed stands for those that are called. */
function hostsOf({ name }: Form, body: JsonObject): JsonObject {
  if (name === 'allowed-host') return { host: `host-${++hosts}.example.com` };
  const field = { 'imaging-system': 'ip', 'mail-scheme': 'host', 'red-mail-scheme': 'host' }[name] ?? '';
  return field in body ? { [field]: 'example.com', port: 465 } : {};
}

/** A record the store takes: everything filled in, then without what it refuses and with what it misses. */
export async function makeRecord(
  world: Maker,
  form: Form,
  known: ReadonlyMap<string, readonly string[]>,
  dice: Dice,
): Promise<string> {
  const wishes: Wishes = { refused: new Map(), needed: new Set() };
  let problems: readonly Problem[] = [];
  for (let attempt = 0; attempt < 80; attempt++) {
    try {
      const body = { ...bodyOf(form, '', { world, known, dice, wishes }), ...found[form.name] };
      return (await world.create(form.name, { ...body, ...hostsOf(form, body) })).id;
    } catch (error) {
      if (!(error instanceof Refusal) || error.status >= 500) throw error;
      problems =
        error.problems.length > 0 ? error.problems : [{ path: '', code: error.code, params: error.params }];
      for (const { path, code } of problems) learn(form, wishes, path.replace(/\/\d+/g, ''), code);
    }
  }
  throw new Error(`no record of ${form.name} is content: ${JSON.stringify(problems)}`);
}

interface Wishes {
  /** How often a value was not liked; after some tries there is none. */
  readonly refused: Map<string, number>;
  readonly needed: Set<string>;
}

function learn(form: Form, { refused, needed }: Wishes, path: string, code: string): void {
  const rows = form.byName.get(path.slice(1))?.rows;
  if (code === 'required' || (rows && code === 'check-failed')) {
    needed.add(path);
    refused.delete(path);
    return;
  }
  const times = (refused.get(path) ?? 0) + 1;
  refused.set(path, times);
  // The cause of the demand may be something else that can be left out.
  if (times > 2) needed.delete(path);
}

interface Making {
  readonly world: Maker;
  readonly known: ReadonlyMap<string, readonly string[]>;
  readonly dice: Dice;
  readonly wishes: Wishes;
}

function bodyOf(shape: FieldSet, path: string, making: Making): JsonObject {
  const { world, known, dice, wishes } = making;
  const body: Record<string, Json> = {};
  for (const field of shape.fields) {
    const at = `${path}/${field.name}`;
    const disliked = [...wishes.refused].some(
      ([one, times]) => times > 2 && (one === at || one.startsWith(`${at}/`)),
    );
    const wanted = wishes.needed.has(at) || field.required === true;
    // A carried field that is left out takes over its value from another record, and then counts as said by this one.
    const left = !wanted && (disliked || (dice() < 0.2 && !field.carry));
    if (field.hidden || field.kind.derived || left) continue;
    if (field.rows) {
      const { rows } = field;
      body[field.name] = [0, 1].map(() => bodyOf(rows, at, making));
      continue;
    }
    const value = madeValue(field, world, known, dice);
    if (value !== undefined) body[field.name] = value;
  }
  for (const { name, visible } of shape.fields) {
    const shows = name in body ? showing(shape, visible) : undefined;
    if (shows && dice() < 0.7) body[shows.fact] = shows.value;
  }
  return body;
}

/** The choice that lets a field be seen, where one alone does. */
function showing(shape: FieldSet, visible: Field['visible']): { fact: string; value: Json } | undefined {
  if (typeof visible !== 'object' || !('fact' in visible)) return undefined;
  const { fact, operator, value } = visible;
  const one = operator === 'in' && Array.isArray(value) ? value[0] : operator === 'equal' ? value : undefined;
  return typeof one === 'string' && shape.byName.get(fact)?.options ? { fact, value: one } : undefined;
}
