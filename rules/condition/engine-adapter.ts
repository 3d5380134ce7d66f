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
import type { Compiled, Leaf, Node } from './compiled.ts';
import { type Facts, measureFact } from './facts.ts';
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

/** Facts are read on first need and once, however many rules ask. Lives for one decision. */
export class FactAlmanac extends Almanac {
  readonly #facts: Facts;
  readonly #readings = new Map<string, Promise<Reading>>();

  constructor(facts: Facts) {
    super(options);
    this.#facts = facts;
  }

  override factValue<T>(name: string, read?: unknown): Promise<T> {
    let reading = this.#readings.get(name);
    if (!reading) {
      reading = Promise.resolve((read as Read)(this.#facts));
      this.#readings.set(name, reading);
    }
    return reading as Promise<T>;
  }
}

type Read = (facts: Facts) => Reading;

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
  const root = toEngine(compiled.node);
  // The library wants all, any or not at the top.
  const conditions = compiled.node.type === 'leaf' ? { all: [root] } : root;
  return { conditions: conditions as RuleProperties['conditions'], event: { type: 'holds' } };
}

function toEngine(node: Node): object {
  if (node.type === 'leaf') return leafToEngine(node);
  if (node.type === 'not') return { not: toEngine(node.node) };
  return { [node.type]: node.nodes.map(toEngine) };
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
    fact: [measure, fact.root, fact.path, fact.comparison, fact.elements ?? ''].join('|'),
    params: (facts) => measureFact(fact, over, facts),
  };
}
