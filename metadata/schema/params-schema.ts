import { described, file, flag, list, object, oneOf, ref, text } from './words.ts';

const raw = object(
  {
    values: {
      type: 'object',
      description: 'Raw text → value; `*` is any other non-empty text, which is kept as written.',
    },
    reads: flag(
      'Texts that `values` does not name are read by the kind. Default: only where there are no `values`.',
    ),
    empty: { description: 'What an empty text means. Default: the same as not set.' },
    unreadable: { description: 'What a text counts as that nothing reads. Default: it is refused.' },
    on: { const: 'key', description: 'The raw value that means on is the key itself.' },
    separator: text('Between several values in one text.'),
  },
  [],
  { description: 'How the value is spelt on the wire. Default: as its text.' },
);

const param = object(
  {
    key: text('A literal key; left out with a dimension.'),
    dimension: oneOf(
      ['tax-number', 'tax-number+machine', 'form', 'source-system'],
      'What the keys are taken from.',
    ),
    label: ref('label'),
    help: ref('label'),
    value: ref('value'),
    raw,
    default: { description: 'What a new value starts with.' },
    preset: { description: 'What the package sets for the whole system. Default: nothing.' },
    unset: object({ value: { description: 'The value that holds.' }, label: ref('label') }, ['label'], {
      description: 'What holds while nothing is set.',
    }),
    danger: flag('Turns a check off or changes environment: asks for a reason, shows a banner. Default: no.'),
    unit: text('Behind the number.'),
    since: text('Version that brought it.'),
    inherited: flag('Inherited down the control tree. Default: yes.'),
    scopes: list(oneOf(['system', 'organisation'], 'A scope.'), 'Where it can be set. Default: both.', {
      minItems: 1,
      uniqueItems: true,
    }),
    source: ref('mark'),
  },
  ['label', 'value', 'unset'],
);

export const paramsSchema = file(
  {
    type: text('First half of a parameter’s address.'),
    label: described(ref('label'), 'What people call the type.'),
    params: list(param, 'Its keys.', { minItems: 1 }),
  },
  ['type', 'label', 'params'],
  'Parameters of one type.',
);
