import type { Kind } from '../field.ts';
import type { JsonSchema } from '../json.ts';
import { kinds } from '../kinds/index.ts';
import { described, flag, object, ref, text } from './words.ts';

const ofEveryField: Readonly<Record<string, JsonSchema>> = {
  name: text('Name on the wire; camelCase, with `<prefix>_` in somebody else’s form.'),
  id: text('The first name, kept through renames. Default: the name.'),
  label: described(ref('label'), 'What people call it.'),
  help: described(ref('label'), 'A sentence that helps to fill it in.'),
  visible: described(ref('conditional'), 'Default: yes.'),
  required: described(ref('conditional'), 'Default: no.'),
  readonly: described(ref('conditional'), 'Default: no.'),
  default: {
    description: 'Value where a new record leaves it out, or { "fact": "$today" }. Default: empty.',
  },
  carry: object(
    { from: text('Reference field of the same row.'), field: text('Field of the record it points at.') },
    ['from', 'field'],
    { description: 'Filled from a reference when that changes and nothing was given; stays editable.' },
  ),
  optionsFilter: described(ref('condition'), 'Only what it holds for can be picked.'),
  ownable: flag('An organisation that personalises a record may have its own value. Default: no.'),
  fixed: flag('May not change once the record exists. Default: no.'),
  personal: flag('Personal data, which a purge can blank in history. Default: no.'),
  hidden: flag('Kept but no longer shown. Default: no.'),
  source: ref('mark'),
};

/** A field as a file writes it: one branch for each kind, with that kind's own properties. */
export function fieldDefinitions(): Readonly<Record<string, JsonSchema>> {
  const all = [...kinds.values()];
  const valued = all.filter((kind) => !kind.derived && kind.points !== 'own' && !kind.properties['fields']);
  return {
    field: branches('field', all, 'A field; `kind` says which properties it may have.'),
    ...Object.fromEntries(all.map((kind) => [`field-${kind.name}`, fieldOf(kind)])),
    value: branches('value', valued, 'A kind with its properties.'),
    ...Object.fromEntries(valued.map((kind) => [`value-${kind.name}`, valueSchemaOf(kind)])),
  };
}

function fieldOf(kind: Kind): JsonSchema {
  const required = ['name', 'kind', 'label', ...kind.requires];
  return object({ kind: { const: kind.name }, ...ofEveryField, ...kind.properties }, required);
}

function valueSchemaOf(kind: Kind): JsonSchema {
  return object({ kind: { const: kind.name }, ...kind.properties }, ['kind', ...kind.requires]);
}

function branches(prefix: string, of: readonly Kind[], description: string): JsonSchema {
  return {
    type: 'object',
    description,
    required: ['kind'],
    discriminator: { propertyName: 'kind' },
    oneOf: of.map((kind) => ref(`${prefix}-${kind.name}`)),
  };
}
