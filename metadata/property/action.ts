import type { JsonObject } from '../common/json.ts';
import type { Shape } from '../shape/shape.ts';
import { replace } from './merge.ts';
import type { Properties, SourceOf } from './property.ts';
import { always, textChanged } from './reading.ts';
import { described, flag, object, oneOf, ref } from './schema-words.ts';
import { condition, label, named, read } from './shapes.ts';

const actionChanged = always('action-changed');

/** The properties of an action: it does something to records of a form beside what every form has. */
export const actionProperties = {
  name: named,
  label: { schema: label, required: true, merge: replace, change: textChanged, spoken: textChanged },
  done: {
    schema: described(
      label,
      'What somebody did, as histories and the audit trail say it after his name: `submitted`. Default: its label.',
    ),
    merge: replace,
    change: textChanged,
    spoken: textChanged,
  },
  capability: { schema: ref<string>('capability'), required: true, change: actionChanged },
  params: {
    schema: object({ fields: { type: 'object', description: 'By field id, what it becomes.' } }, [], {
      description: 'What the capability is told.',
    }) as Shape<JsonObject>,
    change: actionChanged,
  },
  when: { schema: described(condition, 'Offered only then. Default: always.'), change: actionChanged },
  confirm: {
    schema: described(label, 'Asked first. Default: nothing is asked.'),
    merge: replace,
    change: textChanged,
    spoken: textChanged,
  },
  asksReason: {
    schema: flag(
      'It is done only with a reason, which history keeps and whoever sent the record reads. Default: no.',
    ),
    change: actionChanged,
  },
  on: {
    schema: oneOf(['record', 'records', 'form'], 'What it acts on. Default: record.'),
    change: actionChanged,
  },
  source: read,
} satisfies Properties;

export type ActionSource = SourceOf<typeof actionProperties>;
