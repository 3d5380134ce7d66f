import {
  Almanac,
  Engine,
  type EngineOptions,
  Rule,
  type RuleProperties,
  type RuleResult,
} from 'json-rules-engine';
import { type Over, operatorNames } from '../../metadata/condition.ts';
import type { Comparison } from '../../metadata/field.ts';
import type { Compiled, Leaf, Node, Some } from './compiled.ts';
import { atRow, type Facts, measureFact, rowsOf } from './facts.ts';
import { type Against, against, judgeFor } from './judge.ts';
import type { Fact } from './scope.ts';
import type { Reading } from './value.ts';

/**
 * The one door to json-rules-engine, which judges every condition of record.
 *
 * - Operators are our own: one for each operator, comparison and way to take lines together.
 * - Facts come from our own almanac, so the library's path resolver (JSONPath) is never reached: what to
 *   read was resolved when the condition was compiled.
 * - What a leaf needs is handed over inside functions. The library copies its rules deeply before each
 *   evaluation; functions it leaves alone, so long `in` lists are not copied and nobody's objects change.
 */
export function judgeByRule(compiled: Compiled, almanac: FactAlmanac): Promise<RuleResult> {
  return ruleOf(compiled).evaluate(almanac);
}

/**
 * The verdict alone, at half the price. The library copies all conditions, to write what it found into the
 * copy; here it is given a shell that points at them, and copies the shell. What it finds lands on conditions
 * that all judgings share and nobody reads, so overlapping ones do not disturb each other.
 */
export async function holdsByRule(compiled: Compiled, almanac: FactAlmanac): Promise<boolean> {
  return (await shellOf(compiled).evaluate(almanac)).result === true;
}

/** The same through the library's public door: a fresh engine a run, since one that two runs share loses rules. */
export async function judgeByEngine(
  compiled: readonly Compiled[],
  facts: Facts,
): Promise<readonly RuleResult[]> {
  const engine = withOperators(
    new Engine(
      compiled.map((one, index) => ({ ...ruleProperties(one), name: String(index) })),
      options,
    ),
  );
  const run = await engine.run({}, { almanac: new FactAlmanac(facts) });
  const results: RuleResult[] = [];
  for (const result of [...run.results, ...run.failureResults]) results[Number(result.name)] = result;
  return results;
}

/**
 * Facts are read on first need and once, however many rules ask. Lives for one decision, or while one line is
 * looked at: what is not of that line is `outer`'s to read.
 */
export class FactAlmanac extends Almanac {
  readonly #facts: Facts;
  readonly #readings = new Map<string, Promise<Reading>>();

  readonly #outer: FactAlmanac | undefined;

  constructor(facts: Facts, outer?: FactAlmanac) {
    super(options);
    this.#facts = facts;
    this.#outer = outer;
  }

  override factValue<T>(name: string, read?: unknown): Promise<T> {
    if (this.#outer && !name.startsWith(ofLine)) return this.#outer.factValue(name, read);
    let reading = this.#readings.get(name);
    if (!reading) {
      reading = Promise.resolve((read as Read)(this.#facts, this));
      this.#readings.set(name, reading);
    }
    return reading as Promise<T>;
  }
}

/** Facts whose names begin so belong to a line. */
const ofLine = 'line|';

type Read = (facts: Facts, almanac: FactAlmanac) => Reading | Promise<Reading>;

const options: EngineOptions = {
  // A fact that nobody said is empty, not an error; which facts exist is the compiler's to check.
  allowUndefinedFacts: true,
  pathResolver: () => {
    throw new Error('facts are resolved when a condition is compiled, never by path');
  },
};

/** In the library but not in its types; everything that relies on it is in this file. */
interface EvaluableRule extends Rule {
  setEngine(engine: Engine): void;
  evaluate(almanac: Almanac): Promise<RuleResult>;
}

const rules = new WeakMap<Compiled, EvaluableRule>();
let operators: Engine | undefined;

/** Rules keep nothing between evaluations, and the engine behind them only knows operators: it never runs. */
function ruleOf(compiled: Compiled): EvaluableRule {
  let rule = rules.get(compiled);
  if (!rule) {
    rule = newRule(compiled);
    rules.set(compiled, rule);
  }
  return rule;
}

const shells = new WeakMap<Compiled, EvaluableRule>();

function shellOf(compiled: Compiled): EvaluableRule {
  let shell = shells.get(compiled);
  if (!shell) {
    shell = newRule(compiled);
    shell.conditions = Object.create(shell.conditions) as EvaluableRule['conditions'];
    shells.set(compiled, shell);
  }
  return shell;
}

function newRule(compiled: Compiled): EvaluableRule {
  const rule = new Rule(ruleProperties(compiled)) as EvaluableRule;
  operators ??= withOperators(new Engine([], options));
  rule.setEngine(operators);
  return rule;
}

const comparisons: readonly Comparison[] = [
  'text',
  'number',
  'boolean',
  'date',
  'time',
  'datetime',
  'reference',
  'any-reference',
  'list',
  'none',
];

function withOperators(engine: Engine): Engine {
  for (const operator of operatorNames) {
    for (const comparison of comparisons) {
      for (const over of [undefined, 'any', 'every'] as const) {
        const judge = judgeFor(operator, comparison, over);
        engine.addOperator<Reading, Reading | (() => Against)>(
          operatorKey(operator, comparison, over),
          (reading, operand) => judge(reading, typeof operand === 'function' ? operand() : against(operand)),
        );
      }
    }
  }
  return engine;
}

function operatorKey(operator: string, comparison: Comparison, over: Over | undefined): string {
  return `${operator}/${comparison}/${over === 'any' || over === 'every' ? over : 'one'}`;
}

function ruleProperties(compiled: Compiled): RuleProperties {
  const root = toEngine(compiled.node, compiled);
  // The library wants all, any or not at the top.
  const conditions = isSingle(compiled.node) ? { all: [root] } : root;
  return { conditions: conditions as RuleProperties['conditions'], event: { type: 'holds' } };
}

/** Tells whether the library knows the node as one comparison. */
export function isSingle({ type }: Node): boolean {
  return type === 'leaf' || type === 'some';
}

function toEngine(node: Node, compiled: Compiled): object {
  if (node.type === 'leaf') return leafToEngine(node);
  if (node.type === 'some') return someToEngine(node, compiled);
  if (node.type === 'not') return { not: toEngine(node.node, compiled) };
  return { [node.type]: node.nodes.map((inner) => toEngine(inner, compiled)) };
}

let lines = 0;

/** Each row is judged by a rule of its own, up to the first that holds; a line in a line is a fact of the line. */
function someToEngine({ fact, line, node }: Some, compiled: Compiled): object {
  const inside: Compiled = { ...compiled, node };
  lines += 1;
  return {
    fact: `${fact.root}|some|${lines}`,
    params: (async (facts, almanac) => {
      const judged: boolean[] = [];
      for (const row of rowsOf(fact, facts)) {
        judged.push(await holdsByRule(inside, new FactAlmanac(atRow(facts, line, row), almanac)));
        if (judged.at(-1)) break;
      }
      return judged;
    }) satisfies Read,
    operator: operatorKey('equal', 'boolean', 'any'),
    value: () => ({ values: [true] }),
    priority: 1,
  };
}

function leafToEngine({ fact, over, operator, comparison, operand }: Leaf): object {
  return {
    ...factToEngine(fact, over),
    operator: operatorKey(operator, comparison, over),
    value: 'fact' in operand ? factToEngine(operand.fact, undefined) : () => operand,
    // Given, or the library looks for the fact's own priority each time.
    priority: 1,
  };
}

/** The name tells readings apart, the function makes one. */
function factToEngine(fact: Fact, over: Over | undefined): { readonly fact: string; readonly params: Read } {
  const measure = over === 'count' || over === 'sum' ? over : '';
  return {
    fact: [fact.root, measure, fact.path, fact.comparison, fact.elements ?? ''].join('|'),
    params: (facts) => measureFact(fact, over, facts),
  };
}

/** Tells whether a condition holds, by json-rules-engine. */
export async function evaluate(compiled: Compiled, facts: Facts): Promise<boolean> {
  return holdsByRule(compiled, new FactAlmanac(facts));
}

/** Many conditions over the same facts, in order: each fact is read once. */
export async function evaluateAll(compiled: readonly Compiled[], facts: Facts): Promise<readonly boolean[]> {
  const almanac = new FactAlmanac(facts);
  const verdicts: boolean[] = [];
  for (const one of compiled) verdicts.push(await holdsByRule(one, almanac));
  return verdicts;
}

/** Index of the first condition that holds, or -1; those behind it are not looked at. */
export async function firstThatHolds(compiled: Iterable<Compiled>, facts: Facts): Promise<number> {
  const almanac = new FactAlmanac(facts);
  let index = 0;
  for (const one of compiled) {
    if (await holdsByRule(one, almanac)) return index;
    index += 1;
  }
  return -1;
}
