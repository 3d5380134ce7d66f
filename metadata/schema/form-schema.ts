import { described, file, flag, list, oneOf, ref, text } from './words.ts';

export const formSchema = file(
  {
    name: text('kebab-case; part of every address.'),
    id: text('The first name, kept through renames. Default: the name.'),
    kind: oneOf(
      ['master', 'setting', 'document', 'platform'],
      'master: records people pick; setting: one document an organisation; document: business; platform: the system’s own.',
    ),
    label: ref('label'),
    recordLabel: described(
      ref('label'),
      'What one record is called, as in “new …”, where the label is that of a place. Default: the label.',
    ),
    help: described(ref('label'), 'What it is for.'),
    menu: ref('menu'),
    sharing: ref('sharing'),
    title: text('Field that names a record to people. Default: name, else number.'),
    key: described(ref('strings'), 'Natural key, by which imports find rows. Default: number.'),
    fields: list(ref('field'), 'In order.', { minItems: 1 }),
    rules: list(ref('rule'), 'Checks over several fields.'),
    checks: list(ref('recordCheck'), 'What the platform computes of a whole record and judges.'),
    unique: list(ref('unique'), 'What no two records may share.'),
    layout: ref('layout'),
    list: ref('list'),
    actions: list(ref('action'), 'Beside those every form has.'),
    match: ref('match'),
    locks: list(ref('lock'), 'What may not be done to records while they are in some state.'),
    preset: ref('preset'),
    validity: flag('Records carry validFrom and validTo, and match only between them. Default: no.'),
    publicNumbers: flag(
      'Whoever sees a reference to a record is told its number, though the record be not for him. Default: no.',
    ),
    indexes: list(
      list({ type: 'string', minLength: 1 }, 'Field ids.', { minItems: 1 }),
      'Beside those the list proposes.',
    ),
    source: ref('mark'),
  },
  ['name', 'kind', 'label', 'fields'],
  'A form: what its records hold, how they are shown, checked, shared and matched.',
);
