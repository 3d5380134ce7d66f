import { operatorNames } from './common/condition-tree.ts';
import type { Problem } from './common/issue.ts';
import { isObject, type Json, type JsonObject } from './common/json.ts';
import { nearNames } from './common/near-names.ts';

export {
  type Condition,
  type Leaf,
  type OperatorName,
  type Over,
  operatorNames,
} from './common/condition-tree.ts';

/** Deeper or larger trees are refused: nobody reads them, and every engine walks them by recursion. */
const conditionLimits = { depth: 12, leaves: 1000 };

const operators: ReadonlySet<string> = new Set(operatorNames);
const valueless: ReadonlySet<string> = new Set(['isEmpty', 'isNotEmpty']);
/** The ways in which the values of a field of lines are taken together. */
export const overs: ReadonlySet<string> = new Set(['any', 'every', 'count', 'sum']);
const someMembers: ReadonlySet<string> = new Set(['some', 'where']);
const leafMembers: ReadonlySet<string> = new Set(['fact', 'operator', 'value', 'over']);

/**
 * Finds the flaws that keep a value from being a condition at all: unknown members and operators, an empty `any`,
 * missing values. Whether facts exist and operators fit them needs a model and is judged elsewhere.
 */
export function conditionProblems(value: Json): readonly Problem[] {
  const problems: Problem[] = [];
  const leaves = walk(value, '', 1, problems);
  if (leaves > conditionLimits.leaves) {
    problems.push({
      path: '',
      code: 'condition-too-large',
      params: { leaves, limit: conditionLimits.leaves },
    });
  }
  return problems;
}

function walk(node: Json, path: string, depth: number, problems: Problem[]): number {
  if (depth > conditionLimits.depth) {
    problems.push({ path, code: 'condition-too-deep', params: { limit: conditionLimits.depth } });
    return 0;
  }
  if (!isObject(node)) {
    problems.push({ path, code: 'not-a-condition' });
    return 0;
  }
  const tree = node as JsonObject;
  for (const word of ['all', 'any'] as const) {
    if (word in tree) return walkList(tree, word, path, depth, problems);
  }
  if ('not' in tree) {
    alone(tree, path, problems);
    return walk(tree['not'] ?? null, `${path}/not`, depth + 1, problems);
  }
  if ('some' in tree) {
    const { some } = tree;
    const stranger = Object.keys(tree).some((member) => !someMembers.has(member));
    if (typeof some !== 'string' || some === '' || stranger) problems.push({ path, code: 'not-a-condition' });
    return walk(tree['where'] ?? null, `${path}/where`, depth + 1, problems);
  }
  walkLeaf(tree, path, problems);
  return 1;
}

function walkList(
  tree: JsonObject,
  word: 'all' | 'any',
  path: string,
  depth: number,
  problems: Problem[],
): number {
  alone(tree, path, problems);
  const items = tree[word];
  if (!Array.isArray(items)) {
    problems.push({ path: `${path}/${word}`, code: 'not-a-condition' });
    return 0;
  }
  if (word === 'any' && items.length === 0)
    problems.push({ path: `${path}/any`, code: 'condition-empty-any' });
  let leaves = 0;
  for (const [index, item] of items.entries()) {
    leaves += walk(item as Json, `${path}/${word}/${index}`, depth + 1, problems);
  }
  return leaves;
}

function alone(tree: JsonObject, path: string, problems: Problem[]): void {
  if (Object.keys(tree).length > 1) problems.push({ path, code: 'not-a-condition' });
}

function walkLeaf(leaf: JsonObject, path: string, problems: Problem[]): void {
  const { fact, operator, value, over } = leaf as { [member: string]: Json };
  const stranger = Object.keys(leaf).some((member) => !leafMembers.has(member));
  if (typeof fact !== 'string' || fact === '' || stranger) problems.push({ path, code: 'not-a-condition' });
  if (over !== undefined && (typeof over !== 'string' || !overs.has(over))) {
    problems.push({ path: `${path}/over`, code: 'unknown-over', params: { over, words: [...overs] } });
  }
  if (typeof operator !== 'string' || !operators.has(operator)) {
    const near = nearNames(String(operator), operators);
    const params = { operator: operator ?? null, known: [...operators], near };
    problems.push({ path: `${path}/operator`, code: 'unknown-operator', params });
  } else if (!valueless.has(operator) && value === undefined) {
    problems.push({ path, code: 'condition-without-value', params: { operator } });
  }
}
