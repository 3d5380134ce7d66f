import type { Label } from '../../metadata/common/label.ts';
import type { OperatorName, Over } from '../../metadata/condition.ts';
import type { Field, TargetForm } from '../../metadata/field.ts';
import { severalOf } from '../../metadata/kinds/common/pointed.ts';
import { kinds } from '../../metadata/kinds/index.ts';
import type { OptionSource } from '../../metadata/source.ts';
import { type Fact, targetOf } from '../../rules/condition/scope.ts';
import { uiKind } from '../fields/kinds/index.ts';

/** The number of values that stand right of an operator. */
export type Places = 'none' | 'one' | 'two' | 'many';

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
    case 'any-reference': {
      const targets = field && severalOf(field);
      return made('any-reference', label, { ...(targets && { targets }) });
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
  // A field that cannot be loaded now is loaded again where it is to be shown.
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
    readonly targets?: readonly TargetForm[];
    readonly options?: readonly OptionSource[];
  } = {},
): Field {
  const kind = kinds.get(name);
  if (!kind) throw new Error(`there is no kind ${name}`);
  return {
    id: 'value',
    name: 'value',
    path: 'value',
    package: '',
    kind,
    label,
    props: {},
    source: [],
    visible: true,
    required: false,
    readonly: false,
    ownable: false,
    fixed: false,
    personal: false,
    hidden: false,
    ...more,
  };
}

/** A field that is none of the form's: what a control asks for something else. */
export const madeField = made;
