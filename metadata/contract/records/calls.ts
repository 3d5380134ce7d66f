import { list, object, type TypeOf, text } from '../../shape/shape.ts';
import { call } from '../common/call.ts';
import { maybeText } from '../common/shared.ts';

/** A record that points at another. */
const referrer = object({
  form: text(),
  id: text({ format: 'uuid' }),
  number: maybeText,
  name: maybeText,
  field: text({ description: 'Path of the field that points here' }),
});
export type Referrer = TypeOf<typeof referrer>;

/** What is the same of the records of every form. */
export const records = {
  references: call({
    method: 'GET',
    path: '/api/forms/:form/records/:id/references',
    access: { form: 'read' },
    operation: 'references',
    tag: 'records',
    summary: { zh: '被哪些记录引用', en: 'Where a record is used' },
    answer: object({ items: list(referrer) }),
  }),
} as const;
