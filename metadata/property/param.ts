import type { Json } from '../common/json.ts';
import type { Label } from '../common/label.ts';
import { sameData } from '../common/same-data.ts';
import type { Shape } from '../shape/shape.ts';
import { replace, tightenFlag } from './merge.ts';
import type { Properties, SourceOf } from './property.ts';
import { always, type Reading, textChanged } from './reading.ts';
import { flag, list, object, oneOf, ref, text } from './schema-words.ts';
import { anything, label, read } from './shapes.ts';

const scopes = ['system', 'organisation'] as const;

/** The spelling of the value on the wire. */
const raw = object(
  {
    values: {
      type: 'object',
      description: 'Raw text → value; `*` is any other non-empty text, which is kept as written.',
    } as Shape<Readonly<Record<string, Json>>>,
    reads: flag(
      'Texts that `values` does not name are read by the kind. Default: only where there are no `values`.',
    ),
    empty: anything('What an empty text means. Default: the same as not set.'),
    unreadable: anything('What a text counts as that nothing reads. Default: it is refused.'),
    on: { const: 'key', description: 'The raw value that means on is the key itself.' } as Shape<'key'>,
    separator: text('Between several values in one text.'),
  },
  [],
  { description: 'How the value is spelt on the wire. Default: as its text.' },
);

/** The value that holds when nothing is set, and its words. */
const unsetProperties = {
  value: { schema: anything('The value that holds.'), change: 'apart' },
  label: { schema: label, required: true, change: 'apart' },
} satisfies Properties;

const unset = object(
  { value: unsetProperties.value.schema, label: unsetProperties.label.schema },
  ['label'],
  { description: 'What holds while nothing is set.' },
);

const unsetChanged = always('param-unset-changed');
const valueIn = (said: Json | undefined): Json =>
  (said as { readonly value?: Json } | undefined)?.value ?? null;
const asUnset: Reading = ({ before, after }) =>
  sameData(valueIn(before), valueIn(after)) ? ['text-changed'] : ['param-unset-changed'];

const asScopes: Reading = ({ before, after }) => {
  const [was, is] = [before, after].map((said) => (Array.isArray(said) ? said : scopes) as readonly Json[]);
  return [was?.some((scope) => !is?.includes(scope)) ? 'param-narrowed' : 'param-widened'];
};

/** The properties of a parameter, as a package defines it. */
export const paramProperties = {
  key: {
    schema: text('A literal key; left out with a dimension.'),
    locked: true,
    change: 'apart',
    apart: true,
  },
  dimension: {
    schema: oneOf(
      ['tax-number', 'tax-number+machine', 'form', 'source-system'],
      'What the keys are taken from.',
    ),
    locked: true,
    change: 'apart',
    apart: true,
  },
  label: {
    schema: label,
    required: true,
    merge: replace,
    change: always('called-otherwise'),
    spoken: textChanged,
  },
  help: { schema: label, merge: replace, change: textChanged, spoken: textChanged },
  value: {
    schema: ref<{ readonly kind: string; readonly [kindProperty: string]: Json }>('value'),
    required: true,
    change: 'apart',
    apart: true,
  },
  raw: { schema: raw, change: always('param-spelling-changed') },
  default: { schema: anything('What a new value starts with.'), change: unsetChanged },
  preset: {
    schema: anything('What the package sets for the whole system. Default: nothing.'),
    merge: replace,
    change: unsetChanged,
  },
  unset: { schema: unset, required: true, members: unsetProperties, change: asUnset },
  danger: {
    schema: flag('Turns a check off or changes environment: asks for a reason, shows a banner. Default: no.'),
    merge: tightenFlag,
    change: always('param-caution-changed'),
  },
  hidden: {
    schema: flag('No longer offered to be set; what is set stays in force. Default: no.'),
    merge: replace,
    change: textChanged,
  },
  unit: {
    schema: {
      anyOf: [{ type: 'string', minLength: 1 }, ref('label')],
      description: 'Behind the number; a plain text is the same in every language.',
    } as Shape<string | Label>,
    merge: replace,
    set: { anyOf: [{ type: 'string' }, ref('label')] },
    change: textChanged,
  },
  since: { schema: text('Version that brought it.'), change: textChanged },
  inherited: {
    schema: flag('Inherited down the control tree. Default: yes.'),
    change: ({ after }) => [after === false ? 'param-narrowed' : 'param-unset-changed'],
  },
  scopes: {
    schema: list(oneOf(scopes, 'A scope.'), 'Where it can be set. Default: both.', {
      minItems: 1,
      uniqueItems: true,
    }),
    change: asScopes,
  },
  source: read,
} satisfies Properties;

export type ParamSource = SourceOf<typeof paramProperties>;
