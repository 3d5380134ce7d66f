import { append } from '../../../metadata/common/append.ts';
import { parseDecimal, sub } from '../../../metadata/common/decimal.ts';
import { isObject, type Json, type JsonObject, pointerTo } from '../../../metadata/common/json.ts';
import type { Step, UsedRecord } from '../../decisions/trace.ts';
import type { Difference } from '../contract/planned.ts';

/** A decision with its full trace. */
interface Side {
  readonly result: object;
  readonly trace: readonly Step[];
}

/** Finds the differences of two decisions, invoice by invoice and line by line, with the rules that made them. */
export function compareDecided(a: Side, b: Side): readonly Difference[] {
  const rules = new Rules(a.trace, b.trace);
  const [one, other] = [asJson(a.result), asJson(b.result)];
  // The invoices show how it was split.
  const { pendingInvoices: before, splits: _, ...restA } = one;
  const { pendingInvoices: after, splits: __, ...restB } = other;
  const rest = differing(restA, restB, '').map((found) => ({
    ...found,
    rules: rules.of(null, found.member),
  }));
  if (!Array.isArray(before) && !Array.isArray(after)) return rest;
  return [...invoicesOf(listOf(before), listOf(after), rules), ...rest];
}

function asJson(result: object): JsonObject {
  return result as JsonObject;
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The same invoice is the one of the same applications at the same place among theirs. */
function invoicesOf(
  before: readonly JsonObject[],
  after: readonly JsonObject[],
  rules: Rules,
): readonly Difference[] {
  const keyOf = ({ of, splitOrder }: JsonObject): string => JSON.stringify([of ?? null, splitOrder ?? null]);
  const later = new Map(after.map((invoice, at) => [keyOf(invoice), { invoice, at }]));
  const found: Difference[] = [];
  for (const [at, invoice] of before.entries()) {
    const other = later.get(keyOf(invoice));
    later.delete(keyOf(invoice));
    append(found, ofInvoice(at, invoice, other?.invoice ?? null, rules));
  }
  for (const { invoice, at } of later.values()) append(found, ofInvoice(at, null, invoice, rules));
  return found;
}

function ofInvoice(
  at: number,
  a: JsonObject | null,
  b: JsonObject | null,
  rules: Rules,
): readonly Difference[] {
  const shown = a ?? b ?? {};
  const { applications, splitOrder, of } = shown;
  const invoice = {
    applications: Array.isArray(applications) ? applications.map(String) : [],
    splitOrder: Number(splitOrder ?? 0),
  };
  const documents = Array.isArray(of) ? of.map(Number) : [];
  const path = pointerTo('pendingInvoices', at);
  if (!a || !b)
    return [{ path, invoice, a: a && heading(a), b: b && heading(b), by: null, rules: rules.of(documents) }];
  return differing(a, b, path).map((found) => {
    const [, , , first, line, member] = found.path.split('/');
    const inLine = first === 'lines' && line !== undefined ? { line: Number(line) } : {};
    const named = first === 'lines' ? member : first;
    return { ...found, invoice, ...inLine, rules: rules.of(documents, named) };
  });
}

/** Of an invoice that only one of both makes: what it comes to. */
function heading({ amount, tax, gross, lines }: JsonObject): JsonObject {
  return {
    amount: amount ?? null,
    tax: tax ?? null,
    gross: gross ?? null,
    lines: Array.isArray(lines) ? lines.length : 0,
  };
}

type Plain = Omit<Difference, 'rules'>;

/** Finds the values that differ; a missing one is the same as an empty one, numbers compare by their value. */
function differing(a: Json | undefined, b: Json | undefined, path: string): readonly Plain[] {
  if (same(a, b)) return [];
  if (isObject(a) && isObject(b))
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((member) =>
      differing(a[member], b[member], path + pointerTo(member)),
    );
  if (Array.isArray(a) && Array.isArray(b))
    return Array.from({ length: Math.max(a.length, b.length) }, (_, at) =>
      differing(a[at], b[at], path + pointerTo(at)),
    ).flat();
  const member = path.split('/').at(-1);
  return [
    {
      path,
      a: a ?? null,
      b: b ?? null,
      by: gap(a, b),
      ...(member !== undefined && member !== '' ? { member } : {}),
    },
  ];
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  const [one, other] = [a ?? null, b ?? null];
  if (one === other || JSON.stringify(one) === JSON.stringify(other)) return true;
  const [x, y] = [numberIn(one), numberIn(other)];
  return x !== null && x === y;
}

function gap(a: Json | undefined, b: Json | undefined): string | null {
  const [x, y] = [numberIn(a ?? null), numberIn(b ?? null)];
  return x === null || y === null ? null : sub(y, x);
}

function numberIn(value: Json): string | null {
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) && value.length < 40
    ? parseDecimal(value)
    : typeof value === 'number'
      ? parseDecimal(value)
      : null;
}

/** Steps that only one of both took, and the rules they went by. */
class Rules {
  readonly #steps: readonly Step[];

  constructor(a: readonly Step[], b: readonly Step[]) {
    const key = (step: Step): string => JSON.stringify(step);
    const [before, after] = [new Set(a.map(key)), new Set(b.map(key))];
    this.#steps = [
      ...a.filter((step) => !after.has(key(step))),
      ...b.filter((step) => !before.has(key(step))),
    ];
  }

  /** `documents`: null: of all. `member`: what a step says it changed goes before what may have changed anything. */
  of(documents: readonly number[] | null, member?: string): readonly UsedRecord[] {
    const here = this.#steps.filter(
      ({ at, by }) =>
        by !== undefined &&
        (documents === null || at?.document === undefined || documents.includes(at.document)),
    );
    const direct = here.filter(({ after }) => member !== undefined && after !== undefined && member in after);
    const rules = new Map<string, UsedRecord>();
    for (const { by } of direct.length > 0 ? direct : here) if (by) rules.set(JSON.stringify(by), by);
    return [...rules.values()];
  }
}
