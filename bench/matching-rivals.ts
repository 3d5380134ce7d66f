import { ZenEngine } from '@gorules/zen-engine';
import { Engine, type TopLevelCondition } from 'json-rules-engine';
import type { Condition, Leaf } from '../metadata/condition.ts';
import type { JsonObject } from '../metadata/json.ts';
import type { MixedRule } from './matching-mix.ts';

/** Id of the first rule that holds, or null. Rules come sorted by rank. */
export type Rival = (facts: JsonObject) => Promise<string | null>;

/** One json-rules-engine with every rule, as its manual shows it. */
export function naiveEngine(rules: readonly MixedRule[]): Rival {
  const engine = new Engine(
    rules.map((rule, rank) => ({
      conditions: toEngine(rule.condition) as TopLevelCondition,
      event: { type: 'holds', params: { rank } },
    })),
    { allowUndefinedFacts: true },
  );
  return async (facts) => {
    const { events } = await engine.run({ ...facts });
    const ranks = events.map((event) => Number(event.params?.['rank']));
    return ranks.length === 0 ? null : (rules[Math.min(...ranks)]?.id ?? null);
  };
}

function toEngine(condition: Condition): object {
  if ('all' in condition) return { all: condition.all.map(toEngine) };
  if ('any' in condition) return { any: condition.any.map(toEngine) };
  if ('not' in condition) return { not: toEngine(condition.not) };
  const { fact, operator, value } = condition;
  if (operator !== 'between') return { fact, operator, value };
  const [from, to] = value as readonly [number, number];
  return {
    all: [
      { fact, operator: 'greaterThanInclusive', value: from },
      { fact, operator: 'lessThanInclusive', value: to },
    ],
  };
}

const columns = ['buyerTaxNo', 'organisation', 'dataSource', 'invoiceType', 'amount', 'rest'];

/** A decision table with first hit; what does not fit a column stands as an expression in the last one. */
export function zenTable(rules: readonly MixedRule[]): Rival {
  const engine = new ZenEngine();
  const decision = engine.createDecision({
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position: { x: 0, y: 0 } },
      {
        id: 'table',
        type: 'decisionTableNode',
        name: 'table',
        position: { x: 0, y: 0 },
        content: {
          hitPolicy: 'first',
          inputs: [
            ...columns.map((name) => ({
              id: name,
              name,
              type: 'expression',
              ...(name === 'rest' ? {} : { field: name }),
            })),
          ],
          outputs: [{ id: 'id', name: 'id', type: 'expression', field: 'id' }],
          rules: rules.map((rule) => ({ _id: rule.id, ...rowOf(rule), id: `"${rule.id}"` })),
        },
      },
      { id: 'out', type: 'outputNode', name: 'out', position: { x: 0, y: 0 } },
    ],
    edges: [
      { id: 'a', type: 'edge', sourceId: 'in', targetId: 'table' },
      { id: 'b', type: 'edge', sourceId: 'table', targetId: 'out' },
    ],
  });
  return async (facts) => {
    const { result } = (await decision.evaluate(facts)) as { result: { id?: string } | null };
    return result?.id ?? null;
  };
}

function rowOf({ condition }: MixedRule): Record<string, string> {
  const cells: Record<string, string> = Object.fromEntries(columns.map((column) => [column, '']));
  if (!('all' in condition)) throw new Error('the mix has all at the top');
  for (const part of condition.all) {
    const column = 'fact' in part ? part.fact : 'rest';
    const cell = 'fact' in part ? cellOf(part) : expressionOf(part);
    cells[column] = cells[column] ? `${cells[column]} and ${cell}` : cell;
  }
  return cells;
}

function cellOf({ operator, value }: Leaf): string {
  if (operator !== 'between') return `"${value}"`;
  const [from, to] = value as readonly [number, number];
  return `[${from}..${to}]`;
}

function expressionOf(condition: Condition): string {
  if ('all' in condition) return condition.all.map(expressionOf).join(' and ');
  if ('any' in condition) return `(${condition.any.map(expressionOf).join(' or ')})`;
  if ('not' in condition) return `not (${expressionOf(condition.not)})`;
  return `${condition.fact} ${condition.operator === 'notEqual' ? '!=' : '=='} "${condition.value}"`;
}
