import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import { test, testLeaf } from './closure.ts';
import type { Compiled, Leaf, Literal, Node, Wanted } from './compiled.ts';
import type { CallFacts, Facts } from './facts.ts';
import { sampleValues } from './sample-values.ts';
import type { Fact } from './scope.ts';

/** Ways to satisfy it that are tried, unless it is said how many. */
const usual = 200;
const mostRows = 20;

/**
 * Facts, by ids, for which a condition holds; null: trying found none, or it cannot hold. What the call says is
 * taken as it is. Values come from the condition itself, so that they mean something to whoever wrote it.
 */
export function suggestFacts(compiled: Compiled, call: CallFacts = {}, most = usual): JsonObject | null {
  const holds = test(compiled);
  let left = most;
  for (const literals of branches([{ node: compiled.node, holds: true }], [])) {
    const record = build(literals, call);
    if (holds({ record, call })) return record;
    left -= 1;
    if (left === 0) break;
  }
  return null;
}

/** Leaves which, all as they are wanted, decide for the whole; one way after the other. */
function* branches(todo: readonly Wanted[], taken: readonly Literal[]): Generator<readonly Literal[]> {
  const [first, ...rest] = todo;
  if (!first) {
    yield taken;
    return;
  }
  const { node, holds } = first;
  if (node.type === 'leaf') yield* branches(rest, [...taken, { leaf: node, holds }]);
  else if (node.type === 'not') yield* branches([{ node: node.node, holds: !holds }, ...rest], taken);
  // A single line is made in which all is as wanted; where no line may be so, none is laid.
  else if (node.type === 'some')
    yield* holds ? branches([{ node: anywhere(node.node), holds }, ...rest], taken) : branches(rest, taken);
  else {
    const parts = node.nodes.map((part) => ({ node: part, holds }));
    if ((node.type === 'all') === holds) yield* branches([...parts, ...rest], taken);
    else for (const part of parts) yield* branches([part, ...rest], taken);
  }
}

/** The same, asked of any line: all rows are filled alike. */
function anywhere(node: Node): Node {
  if (node.type === 'not' || node.type === 'some') return { ...node, node: anywhere(node.node) };
  if (node.type !== 'leaf') return { ...node, nodes: node.nodes.map(anywhere) };
  const { fact, operand, over } = node;
  const whole = fact.line?.whole ?? fact;
  const lines: Pick<Leaf, 'over'> = over === undefined && whole.entries.length > 0 ? { over: 'any' } : {};
  const compared = 'fact' in operand ? { fact: operand.fact.line?.whole ?? operand.fact } : operand;
  return { ...node, ...lines, fact: whole, operand: compared };
}

type MutableRecord = Record<string, Json>;

/** A record in which as many as possible are as wanted: fact by fact, list by list. */
function build(literals: readonly Literal[], call: CallFacts): JsonObject {
  const record: MutableRecord = {};
  const own = literals.filter(({ leaf }) => leaf.fact.root === 'record');
  const lists = Map.groupBy([...own, ...compared(own)], ({ leaf }) => keyOf(leaf.fact.entries));
  for (const some of [...lists.values()].sort((a, b) => depth(a) - depth(b))) fill(record, some, call);
  return record;
}

function keyOf(entries: readonly Field[]): string {
  return entries.map(({ id }) => id).join('.');
}

function depth([first]: readonly Literal[]): number {
  return first?.leaf.fact.entries.length ?? 0;
}

/** Whatever something is compared with has to say something. */
function compared(literals: readonly Literal[]): readonly Literal[] {
  return literals.flatMap(({ leaf, holds }): readonly Literal[] => {
    if (!('fact' in leaf.operand) || !holds || leaf.operand.fact.root !== 'record') return [];
    const { fact } = leaf.operand;
    const { pointer, comparison } = leaf;
    return [
      {
        leaf: { type: 'leaf', pointer, fact, comparison, operator: 'isNotEmpty', operand: { values: [] } },
        holds: true,
      },
    ];
  });
}

/** The facts of one list, or of the record itself, with as many rows as it takes. */
function fill(record: MutableRecord, literals: readonly Literal[], call: CallFacts): void {
  const entries = literals[0]?.leaf.fact.entries ?? [];
  const facts: Facts = { record, call };
  const isWanted = (some: readonly Literal[]) =>
    some.every(({ leaf, holds }) => testLeaf(leaf)(facts) === holds);
  const columns = Map.groupBy(
    literals.filter(({ leaf }) => !('rows' in leaf.fact.member)),
    ({ leaf }) => leaf.fact.path,
  );
  // A fact that is compared with another comes after that one.
  const ordered = [...columns.values()].sort(
    (a, b) => Number(a.some(isCompared)) - Number(b.some(isCompared)),
  );
  for (const rows of entries.length === 0 ? [1] : rowCounts(literals)) {
    const parts = laid(record, entries, rows);
    for (const column of ordered) {
      const fact = column[0]?.leaf.fact;
      if (!fact || isWanted(column)) continue;
      for (const value of [...otherValues(column, record), ...sampleValues(fact, column, call)]) {
        for (const part of parts) put(part, fact, value);
        if (isWanted(column)) break;
      }
    }
    if (isWanted(literals)) return;
  }
}

function isCompared({ leaf }: Literal): boolean {
  return 'fact' in leaf.operand;
}

/** Returns the values of plain fields that something is compared with. */
function otherValues(literals: readonly Literal[], record: MutableRecord): readonly Json[] {
  return literals.flatMap(({ leaf }) => {
    if (!('fact' in leaf.operand)) return [];
    const { entries, via, member, part } = leaf.operand.fact;
    const value = entries.length === 0 && !via && 'field' in member ? record[member.field.id] : undefined;
    return value === undefined ? [] : [part ? part.of(value) : value];
  });
}

function rowCounts(literals: readonly Literal[]): readonly number[] {
  const said = literals
    .filter(({ leaf }) => leaf.over === 'count' && 'values' in leaf.operand)
    .flatMap(({ leaf }) => ('values' in leaf.operand ? leaf.operand.values : []))
    .map(Number)
    .flatMap((count) => [count, count + 1, count - 1]);
  const counts = [1, ...said, 2, 0].filter(
    (count) => Number.isInteger(count) && count >= 0 && count <= mostRows,
  );
  return [...new Set(counts)];
}

/** Empty rows, as many, inside the first row of what is around them. */
function laid(record: MutableRecord, entries: readonly Field[], count: number): readonly MutableRecord[] {
  let part = record;
  for (const [at, { id }] of entries.entries()) {
    const known = part[id];
    const last = at === entries.length - 1;
    const rows: MutableRecord[] = last
      ? Array.from({ length: count }, () => ({}))
      : Array.isArray(known) && known.length > 0
        ? known
        : [{}];
    part[id] = rows;
    if (last) return rows;
    part = rows[0] ?? {};
  }
  return [record];
}

function put(part: MutableRecord, { via, member, part: asked }: Fact, wanted: Json): void {
  const value = asked ? asked.made(wanted) : wanted;
  const id = 'field' in member ? member.field.id : 'system' in member ? member.system : '';
  if (!via) part[id] = value;
  else {
    const pointer = part[via.id];
    const known =
      typeof pointer === 'object' && pointer !== null ? (pointer as JsonObject) : { number: 'A1' };
    part[via.id] = { ...known, [id]: value };
  }
}
