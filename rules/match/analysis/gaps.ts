import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import { testLeaf } from '../../condition/closure.ts';
import { compileCondition } from '../../condition/compile.ts';
import type { Compiled, Leaf, Node } from '../../condition/compiled.ts';
import { type CallFacts, type Facts, readFact } from '../../condition/facts.ts';
import { against } from '../../condition/judge.ts';
import type { Fact, Scope } from '../../condition/scope.ts';
import { nextBit } from '../bits.ts';
import { compiledOf } from '../candidate.ts';
import { match } from '../match.ts';
import { type MatchContext, narrow } from '../narrow.ts';
import type { Pause } from '../slices.ts';
import type { Snapshot } from '../snapshot.ts';
import { type Cut, conditionOf, cutBy, holdsIn, mostValues, valuesOf } from './gap-cells.ts';
import { type Judged, type Region, searchGaps, type Verdict } from './gap-search.ts';

/** Facts for which no rule of an organisation holds. */
export interface Gap {
  /** The condition that facts of the gap share: null, they are any. By ids. */
  readonly where: Compiled | null;
  /** Some that are so, by ids, as callers send them. No rule holds for these. */
  readonly facts: JsonObject;
  /** Facts that were not looked at here: rules that ask for them may hold in a part of the gap. */
  readonly depends: readonly Fact[];
}

/** The reason why values of a fact were not told apart. */
export type Unlooked = 'lines' | 'through' | 'part' | 'compared' | 'list' | 'many' | 'mixed';

export interface Gaps {
  readonly gaps: readonly Gap[];
  /** Number of rules that take part. */
  readonly rules: number;
  readonly looked: readonly Fact[];
  readonly unlooked: readonly { readonly fact: Fact; readonly why: Unlooked }[];
  /** Whether there may be other gaps, for want of time or room. */
  readonly more: boolean;
}

export interface GapOptions {
  readonly scope: Scope;
  readonly call: CallFacts;
  /** Facts that are so in any case. Default: none. */
  readonly known?: JsonObject;
  /** Gaps that are told. Default: 50. */
  readonly most?: number;
  /** Verdicts on rules after which the rest is left. Default: a million. */
  readonly effort?: number;
  readonly pause?: Pause;
}

/** Finds facts for which no rule of the organisation holds on that day, over what conditions ask of records. */
export async function gapsOf(snapshot: Snapshot, asked: MatchContext, options: GapOptions): Promise<Gaps> {
  const { call, known = {}, pause, most = 50, effort = 1_000_000 } = options;
  const nodes = await nodesFor(snapshot, asked, pause);
  if (await someAlways(nodes, pause))
    return { gaps: [], rules: nodes.length, looked: [], unlooked: [], more: false };
  const given: Facts = { record: known, call };
  const { cuts, unlooked } = await cutsFor(nodes, given, pause);
  const places = new Map(cuts.map(({ fact }, place) => [fact.path, place]));
  const judged: Judged[] = [];
  for (const node of nodes) {
    judged.push(judge(node, cuts, places, given));
    if (judged.length % 64 === 0) await pause?.();
  }
  const sizes = cuts.map(({ cells }) => cells.length);
  const { regions, whole } = await searchGaps(judged, { sizes, effort, ...(pause ? { pause } : {}) });
  const gaps: Gap[] = [];
  for (const region of plainestFirst(regions, cuts)) {
    if (gaps.length === most) break;
    const facts = exampleIn(region, cuts);
    const { winner, errors } = await match(
      snapshot,
      { record: { ...known, ...facts }, call },
      { ...asked, find: 'engine' },
    );
    if (winner || errors.length > 0) continue;
    const where = whereIn(region, cuts, options.scope);
    if (where === undefined) continue;
    gaps.push({ where, facts, depends: await dependsOn(region, nodes, places, pause) });
    await pause?.();
  }
  const more = !whole || gaps.length === most;
  return { gaps, rules: nodes.length, looked: cuts.map(({ fact }) => fact), unlooked, more };
}

/** Of all that take part. */
async function nodesFor(snapshot: Snapshot, asked: MatchContext, pause?: Pause) {
  const { bits } = narrow(snapshot, { record: {} }, asked, false, false);
  const nodes: Node[] = [];
  for (let rank = nextBit(bits, 0); rank >= 0; rank = nextBit(bits, rank + 1)) {
    const candidate = snapshot.ranked[rank];
    const compiled = candidate && compiledOf(candidate);
    if (compiled) nodes.push(compiled.node);
    else if (candidate?.condition === null) nodes.push({ type: 'all', nodes: [] });
    if (nodes.length % 256 === 255) await pause?.();
  }
  return nodes;
}

async function someAlways(nodes: readonly Node[], pause?: Pause): Promise<boolean> {
  for (const [at, node] of nodes.entries()) {
    if (isAlways(node)) return true;
    if (at % 256 === 255) await pause?.();
  }
  return false;
}

function isAlways(node: Node): boolean {
  return node.type === 'all' && node.nodes.every(isAlways);
}

/** Facts whose values the rules tell apart, and those that were not looked at. */
async function cutsFor(nodes: readonly Node[], given: Facts, pause?: Pause) {
  const call = given.call ?? {};
  const asked = new Map<string, Comparisons>();
  const unlooked = new Map<string, { readonly fact: Fact; readonly why: Unlooked }>();
  const leave = (fact: Fact, why: Unlooked) => {
    const whole = fact.line?.whole ?? fact;
    if (!unlooked.has(whole.path)) unlooked.set(whole.path, { fact: whole, why });
  };
  for (const [at, node] of nodes.entries()) {
    for (const leaf of asksOf(node)) {
      if (leaf.type === 'some') {
        leave(leaf.fact, 'lines');
        continue;
      }
      if (isGiven(leaf.fact, given)) continue;
      const known = withKnown(leaf, call);
      const why = whyNot(known);
      if (why) leave(leaf.fact, why);
      if (why && why !== 'part') continue;
      const { path } = leaf.fact;
      const comparisons = asked.get(path) ?? new Comparisons(known.fact);
      comparisons.add(known);
      asked.set(path, comparisons);
    }
    if (at % 64 === 63) await pause?.();
  }
  const cuts: Cut[] = [];
  for (const { fact, leaves, values } of asked.values()) {
    const cut = cutBy(fact, leaves, call);
    if (cut) cuts.push(cut);
    else leave(fact, values > mostValues ? 'many' : 'mixed');
    await pause?.();
  }
  return { cuts, unlooked: [...unlooked.values()] };
}

/** The comparisons that are asked of a fact, each once; where there are very many, as many as show that. */
class Comparisons {
  readonly fact: Fact;
  readonly #known = new Map<string, Leaf>();
  /** So many are said in them. */
  values = 0;

  constructor(fact: Fact) {
    this.fact = fact;
  }

  get leaves(): readonly Leaf[] {
    return [...this.#known.values()];
  }

  add(leaf: Leaf): void {
    if (this.values > mostValues * 4) return;
    const { operator, operand } = leaf;
    const words = `${operator} ${JSON.stringify('values' in operand ? operand.values : operand.fact.path)}`;
    if (this.#known.has(words)) return;
    this.#known.set(words, leaf);
    this.values += valuesOf(leaf).length;
  }
}

function* asksOf(node: Node): Generator<Leaf | Extract<Node, { type: 'some' }>> {
  if (node.type === 'leaf' || node.type === 'some') yield node;
  else if (node.type === 'not') yield* asksOf(node.node);
  else for (const part of node.nodes) yield* asksOf(part);
}

/** Puts values of the call, today and the like, in the place of its facts. */
function withKnown(leaf: Leaf, call: CallFacts): Leaf {
  if (!('fact' in leaf.operand) || leaf.operand.fact.root !== 'call') return leaf;
  return { ...leaf, operand: against(readFact(leaf.operand.fact, { record: {}, call })) };
}

/** Known for all facts there are. */
function isGiven({ root, path }: Fact, { record }: Facts): boolean {
  return root === 'call' || Object.hasOwn(record, path);
}

function whyNot({ fact, operand, operator, comparison }: Leaf): Unlooked | null {
  if (fact.root === 'call') return null;
  if (fact.entries.length > 0 || fact.root !== 'record') return 'lines';
  if (fact.via) return 'through';
  if ('fact' in operand) return 'compared';
  if (comparison === 'list' || comparison === 'none') return 'list';
  const isPart = /^(contains|notContains|startsWith|endsWith|matches)$/.test(operator);
  return isPart ? 'part' : null;
}

/** The rule as a function of cells. */
function judge(node: Node, cuts: readonly Cut[], places: ReadonlyMap<string, number>, given: Facts): Judged {
  const call = given.call ?? {};
  const asks = new Set<number>();
  const made = (part: Node): Verdict => {
    if (part.type === 'some') return () => -1;
    if (part.type === 'not') {
      const inner = made(part.node);
      return (cells) => [1, 0, -1][inner(cells)] ?? -1;
    }
    if (part.type === 'leaf') return ofLeaf(part);
    const inner = part.nodes.map(made);
    const decides = part.type === 'all' ? 0 : 1;
    return (cells) => {
      let open = false;
      for (const verdict of inner) {
        const found = verdict(cells);
        if (found === decides) return decides;
        if (found === -1) open = true;
      }
      return open ? -1 : 1 - decides;
    };
  };
  const ofLeaf = (leaf: Leaf): Verdict => {
    if (isGiven(leaf.fact, given) && ('values' in leaf.operand || isGiven(leaf.operand.fact, given))) {
      const holds = Number(testLeaf(leaf)(given));
      return () => holds;
    }
    const known = withKnown(leaf, call);
    const place = places.get(leaf.fact.path);
    const why = whyNot(known);
    const cut = place === undefined ? undefined : cuts[place];
    if (place === undefined || !cut || (why && why !== 'part')) return () => -1;
    const table = Int8Array.from(cut.cells, (cell) => signOf(holdsIn(known, cell)));
    if (table.some((sign) => sign >= 0)) asks.add(place);
    return (cells) => {
      const cell = cells[place] ?? -1;
      return cell < 0 ? -1 : (table[cell] ?? -1);
    };
  };
  const verdict = made(node);
  return { verdict, asks: [...asks] };
}

function signOf(holds: boolean | null): number {
  return holds === null ? -1 : Number(holds);
}

/** Sorts regions: those in which nothing is empty come first, then those of which least is said. */
function plainestFirst(regions: readonly Region[], cuts: readonly Cut[]): readonly Region[] {
  const weight = (region: Region) =>
    pickedIn(region, cuts).reduce(
      (sum, { picked }) => sum + 1 + (picked.every(({ value }) => value === null) ? 100 : 0),
      region.open.length > 0 ? 1_000 : 0,
    );
  return regions.toSorted((a, b) => weight(a) - weight(b));
}

function pickedIn({ cells }: Region, cuts: readonly Cut[]) {
  return [...cells].flatMap(([place, at]) => {
    const cut = cuts[place];
    return cut ? [{ cut, picked: cut.cells.filter((_, cell) => at.includes(cell)) }] : [];
  });
}

/** Filled in where it may be. */
function exampleIn(region: Region, cuts: readonly Cut[]): JsonObject {
  const facts: Record<string, Json> = {};
  for (const { cut, picked } of pickedIn(region, cuts)) {
    const { member } = cut.fact;
    const cell = picked.find(({ value }) => value !== null) ?? picked[0];
    const id = 'field' in member ? member.field.id : 'system' in member ? member.system : '';
    const { part } = cut.fact;
    if (cell && cell.wire !== null) facts[id] = part ? part.made(cell.wire) : cell.wire;
  }
  return facts;
}

/** Undefined: it cannot be said. */
function whereIn(region: Region, cuts: readonly Cut[], scope: Scope): Compiled | null | undefined {
  const all = pickedIn(region, cuts).flatMap(({ cut, picked }): readonly Condition[] => {
    const said = conditionOf(cut, picked);
    return said && 'all' in said ? said.all : said ? [said] : [];
  });
  if (all.length === 0) return null;
  const compiled = compileCondition({ all }, { ...scope, kept: true });
  return compiled.ok ? compiled.value : undefined;
}

async function dependsOn(
  { open }: Region,
  nodes: readonly Node[],
  places: ReadonlyMap<string, number>,
  pause?: Pause,
): Promise<readonly Fact[]> {
  const found = new Map<string, Fact>();
  for (const [at, rule] of open.entries()) {
    if (at % 256 === 255) await pause?.();
    const node = nodes[rule];
    for (const asked of node ? asksOf(node) : []) {
      const fact = asked.fact.line?.whole ?? asked.fact;
      const known = asked.type === 'leaf' && places.has(fact.path) && whyNot(asked) === null;
      if (!known && fact.root !== 'call') found.set(fact.path, fact);
    }
  }
  return [...found.values()];
}
