import type { OperatorName, Over } from '../../metadata/condition.ts';
import type { Comparison, Field } from '../../metadata/field.ts';
import { kinds } from '../../metadata/kinds/index.ts';
import type { Label } from '../../metadata/label.ts';
import type { OptionSource } from '../../metadata/source.ts';
import { type Fact, targetOf } from '../../rules/condition/scope.ts';
import { operatorsOf } from '../../rules/condition/system-facts.ts';
import { uiKind } from '../fields/index.ts';
import type { EditedLeaf } from './edited-condition.ts';

/** How many values stand right of an operator. */
type Places = 'none' | 'one' | 'two' | 'many';

export function placesOf(operator: OperatorName): Places {
  if (operator === 'isEmpty' || operator === 'isNotEmpty') return 'none';
  if (operator === 'between') return 'two';
  return operator === 'in' || operator === 'notIn' ? 'many' : 'one';
}

const parts: ReadonlySet<OperatorName> = new Set(['startsWith', 'endsWith', 'matches']);
/** Members of every record that point at one. */
const pointing: Readonly<Record<string, string>> = {
  org: 'organisation',
  createdBy: 'user',
  modifiedBy: 'user',
};

/**
 * The field a value right of the operator would be of, for its control: the fact's own where a whole value of its
 * kind is meant, text for parts of texts. Undefined: yes or no.
 */
export function valueField(fact: Fact, operator: OperatorName, over: Over | undefined): Field | undefined {
  const label = fact.labels.at(-1) ?? { zh: '', en: '' };
  if (over === 'count') return made('integer', label);
  const compared = fact.comparison === 'list' ? (fact.elements ?? 'text') : fact.comparison;
  const field = 'field' in fact.member ? (fact.member.field.inner ?? fact.member.field) : undefined;
  switch (compared) {
    case 'boolean':
      return undefined;
    case 'number':
      return field ? unlimited(field) : made('decimal', label, { props: { precision: 30, scale: 10 } });
    case 'date':
    case 'time':
    case 'datetime':
      return made(compared, label);
    case 'reference': {
      const system = 'system' in fact.member ? pointing[fact.member.system] : undefined;
      const target = field ? targetOf(field) : system;
      if (target === undefined) return made('text', label);
      return made(placesOf(operator) === 'many' ? 'references' : 'reference', label, { target });
    }
    default: {
      const partly = parts.has(operator) || (operator.endsWith('ontains') && fact.comparison !== 'list');
      if (!fact.options || partly) return made('text', label, { props: { length: 4000 } });
      return made(placesOf(operator) === 'many' ? 'choices' : 'choice', label, { options: fact.options });
    }
  }
}

/** Fetches the controls of whatever may be compared with, so that nobody who types on waits for one. */
export async function loadValueFields(facts: readonly Fact[]): Promise<void> {
  const fields = facts.flatMap((fact) => [
    valueField(fact, 'equal', undefined),
    valueField(fact, 'in', undefined),
    valueField(fact, 'startsWith', undefined),
  ]);
  const byKind = new Map(fields.flatMap((field) => (field ? [[field.kind.name, field]] : [])));
  // What cannot be fetched now is asked for again where it is to be shown.
  await Promise.allSettled([...byKind.values()].map(async (field) => uiKind(field).load?.()));
}

/** Compared with, a number may lie beyond what the field itself takes. */
function unlimited(field: Field): Field {
  const { min: _, max: __, ...props } = field.props;
  return { ...field, props, required: false, readonly: false };
}

function made(
  name: string,
  label: Label,
  more: {
    readonly props?: Field['props'];
    readonly target?: string;
    readonly options?: readonly OptionSource[];
  } = {},
): Field {
  const kind = kinds.get(name);
  if (!kind) throw new Error(`there is no kind ${name}`);
  return {
    ...{ id: 'value', name: 'value', path: 'value', package: '', kind, label, props: {}, source: [] },
    ...{ visible: true, required: false, readonly: false, ownable: false, fixed: false },
    ...{ personal: false, hidden: false },
    ...more,
  };
}

/** A field that is none of the form's: what a control asks for something else. */
export const madeField = made;

/** Ways to take a fact on rows together; none: it is not on rows. */
export function oversOf(fact: Fact): readonly Over[] {
  if ('rows' in fact.member) return ['count'];
  if (fact.entries.length === 0) return [];
  return fact.comparison === 'number' ? ['any', 'every', 'sum', 'count'] : ['any', 'every', 'count'];
}

/** What an operator compares here: a count or a sum is a number. */
export function comparisonOf(fact: Fact, over: Over | undefined): Comparison {
  return over === 'count' || over === 'sum' ? 'number' : fact.comparison;
}

export function operatorsFor(fact: Fact, over: Over | undefined): readonly OperatorName[] {
  return over === 'count' || over === 'sum' ? operatorsOf('number') : fact.operators;
}

/** A leaf that asks another fact: what fits of operator and value stays. */
export function withFact(leaf: EditedLeaf, path: string, fact: Fact, before: Fact | undefined): EditedLeaf {
  const [first] = oversOf(fact);
  const over = leaf.over && oversOf(fact).includes(leaf.over) ? leaf.over : first;
  const offered = operatorsFor(fact, over);
  const operator = offered.includes(leaf.operator) ? leaf.operator : (offered[0] ?? 'equal');
  const alike =
    before !== undefined &&
    comparisonOf(before, leaf.over) === comparisonOf(fact, over) &&
    fact.comparison !== 'reference' &&
    !fact.options &&
    placesOf(operator) === placesOf(leaf.operator);
  return {
    ...bare(leaf),
    fact: path,
    operator,
    ...(over ? { over } : {}),
    ...(alike ? sameValue(leaf) : {}),
  };
}

export function withOver(leaf: EditedLeaf, over: Over, fact: Fact): EditedLeaf {
  const same = comparisonOf(fact, over) === comparisonOf(fact, leaf.over);
  const offered = operatorsFor(fact, over);
  const operator = offered.includes(leaf.operator) ? leaf.operator : (offered[0] ?? 'equal');
  return { ...bare(leaf), over, operator, ...(same ? sameValue(leaf) : {}) };
}

/** One value becomes the first of several, and back; partial texts and whole options differ too much to keep. */
export function withOperator(leaf: EditedLeaf, operator: OperatorName): EditedLeaf {
  const [from, to] = [placesOf(leaf.operator), placesOf(operator)];
  const { value } = leaf;
  const next = { ...bare(leaf), operator, ...(leaf.over ? { over: leaf.over } : {}) };
  if (to === 'none' || value === undefined) return next;
  if (from === to) return { ...next, value };
  const list = Array.isArray(value) ? value : [value];
  const compared = typeof value === 'object' && !Array.isArray(value);
  if (compared) return to === 'one' ? { ...next, value } : next;
  if (to === 'many') return { ...next, value: list.filter((one) => one !== null) };
  if (to === 'two') return { ...next, value: [list[0] ?? null, list[1] ?? null] };
  const [first] = list;
  return first === undefined || first === null ? next : { ...next, value: first };
}

function bare({ key, denied, fact, operator }: EditedLeaf): EditedLeaf {
  return { key, denied, fact, operator };
}

function sameValue({ value }: EditedLeaf): Pick<EditedLeaf, 'value'> {
  return value === undefined ? {} : { value };
}
