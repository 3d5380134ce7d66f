import type { Condition, OperatorName } from '../../metadata/condition.ts';
import type { Json } from '../../metadata/json.ts';
import type { FilterNode, FilterOperand } from '../../rules/condition/filter.ts';

/** A filter in which everything of the call and the record at hand is a literal, as a list takes it; null: no list can. */
export function conditionOf(node: FilterNode): Condition | null {
  switch (node.type) {
    case 'all':
    case 'any': {
      if (node.nodes.length === 0) return node.type === 'all' ? always : never;
      const inner = node.nodes.map(conditionOf);
      if (inner.some((one) => one === null)) return null;
      const nodes = inner as Condition[];
      return node.type === 'all' ? { all: nodes } : { any: nodes };
    }
    case 'not': {
      const inner = conditionOf(node.node);
      return inner && { not: inner };
    }
    case 'constant':
      return node.value ? always : never;
    case 'empty':
      return { fact: node.fact.path, operator: 'isEmpty' };
    case 'compare':
      return {
        fact: node.fact.path,
        operator: node.operator as OperatorName,
        value: operandOf(node.operand),
      };
    case 'lines': {
      if (node.over === 'any' && (node.node.type === 'all' || node.node.type === 'any')) {
        const where = conditionOf(node.node);
        return where && { some: node.entries.map(({ id }) => id).join('.'), where };
      }
      const inner = node.node.type === 'not' ? node.node.node : node.node;
      const leaf = inner.type === 'compare' || inner.type === 'empty' ? conditionOf(inner) : null;
      if (!leaf || !('fact' in leaf) || inner !== node.node) return null;
      return { ...leaf, over: node.over };
    }
  }
}

const always: Condition = { all: [] };
const never: Condition = { not: always };

function operandOf(operand: FilterOperand): Json {
  if ('values' in operand) return operand.values;
  return 'value' in operand ? operand.value : { fact: operand.fact.path };
}
