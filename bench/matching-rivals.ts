import { ZenDecisionContent, ZenEngine } from '@gorules/zen-engine';
import { Engine, type TopLevelCondition } from 'json-rules-engine';
import type { JsonObject } from '../metadata/common/json.ts';
import type { Condition, Leaf } from '../metadata/condition.ts';
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
  if ('some' in condition) throw new Error('rivals are asked nothing of one and the same line');
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

/**
 * A decision table with first hit; what does not fit a column stands as an expression in the last one.
 * `compiled`: the way its manual recommends, from content that was compiled once.
 */
export function zenTable(rules: readonly MixedRule[], compiled = true): Rival {
  const rows = rules.map(({ id, condition }) => ({ _id: id, ...rowOf(condition), id: `"${id}"` }));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter(
    (name) => name !== '_id' && name !== 'id' && name !== rest,
  );
  const empty = Object.fromEntries([...columns, rest].map((name) => [name, '']));
  const content = {
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
            ...columns.map((name) => ({ id: name, name, type: 'expression', field: name })),
            { id: rest, name: rest, type: 'expression' },
          ],
          outputs: [{ id: 'id', name: 'id', type: 'expression', field: 'id' }],
          rules: rows.map((row) => ({ ...empty, ...row })),
        },
      },
      { id: 'out', type: 'outputNode', name: 'out', position: { x: 0, y: 0 } },
    ],
    edges: [
      { id: 'a', type: 'edge', sourceId: 'in', targetId: 'table' },
      { id: 'b', type: 'edge', sourceId: 'table', targetId: 'out' },
    ],
  };
  const decision = new ZenEngine().createDecision(compiled ? new ZenDecisionContent(content) : content);
  return async (facts) => {
    const { result } = (await decision.evaluate(facts)) as { result: { id?: string } | null };
    return result?.id ?? null;
  };
}

const rest = 'rest';

function rowOf(condition: Condition): Record<string, string> {
  const cells: Record<string, string> = {};
  if (!('all' in condition)) throw new Error('all rules here have all at the top');
  for (const part of condition.all) {
    const turned = 'not' in part && 'fact' in part.not ? part.not : null;
    const leaf = 'fact' in part ? part : turned;
    const fits = leaf && !leaf.fact.includes('.');
    const column = fits ? leaf.fact : rest;
    const cell = fits ? cellOf(leaf, turned !== null) : expressionOf(part);
    cells[column] = cells[column] ? `${cells[column]} and ${cell}` : cell;
  }
  return cells;
}

/** As somebody who knows the table well would write it: what is denied is turned round. */
function cellOf({ operator, value }: Leaf, denied: boolean): string {
  if (operator === 'between') {
    const [from, to] = value as readonly [number, number];
    return denied ? `(< ${from} or > ${to})` : `[${from}..${to}]`;
  }
  return `${signs[operator]?.[denied ? 1 : 0] ?? ''}${JSON.stringify(value)}`;
}

const signs: Readonly<Record<string, readonly [string, string]>> = {
  equal: ['', '!= '],
  notEqual: ['!= ', ''],
  lessThan: ['< ', '>= '],
  lessThanOrEqual: ['<= ', '> '],
  greaterThan: ['> ', '<= '],
  greaterThanOrEqual: ['>= ', '< '],
};

function expressionOf(condition: Condition): string {
  if ('all' in condition) return condition.all.map(expressionOf).join(' and ');
  if ('any' in condition) return `(${condition.any.map(expressionOf).join(' or ')})`;
  if ('not' in condition) return `not (${expressionOf(condition.not)})`;
  if ('some' in condition) throw new Error('rivals are asked nothing of one and the same line');
  const { fact, operator, value, over } = condition;
  const sign = signs[operator]?.[0] || '== ';
  const [list, member] = fact.split('.');
  if (member === undefined) return `${fact} ${sign}${JSON.stringify(value)}`;
  return `${over === 'every' ? 'all' : 'some'}(${list}, #.${member} ${sign}${JSON.stringify(value)})`;
}
