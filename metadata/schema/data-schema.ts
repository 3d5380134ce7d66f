import { sharingStrategies } from '../sharing-strategies.ts';
import { file, flag, list, object, oneOf, ref, text } from './words.ts';

const record = object(
  {
    key: text('Stable inside the package, whatever happens to number and name.', { maxLength: 200 }),
    org: text('Number of the owning organisation. Default: the root.'),
    sharing: oneOf(sharingStrategies, 'Default: global where the form allows it.'),
    assigned: { ...ref('strings'), description: 'Numbers of organisations it is assigned to.' },
    enabled: flag('Default: yes.'),
    values: { type: 'object', description: 'By field id.' },
    source: ref('mark'),
  },
  ['key', 'values'],
);

export const dataSchema = file(
  {
    form: text('Id of the form.'),
    set: text('Loaded only where asked for. Default: always.'),
    records: list(record, 'In the order they are made.'),
  },
  ['form', 'records'],
  'Records that come with the package.',
);
