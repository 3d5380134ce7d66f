import type { Field, Form } from '../../../metadata/model.ts';
import { type SaysTarget, type Targets, targetIn, urlIn } from '../../access/egress/typed-targets.ts';

const ofMailbox: SaysTarget = {
  fields: ['mailbox', 'host', 'port'],
  read: (record) =>
    record['mailbox'] === 'own' ? targetIn(record, 'host', Number(record['port'] ?? 465)) : [],
};

const known: Readonly<Record<string, SaysTarget>> = {
  channel: urlIn('url', 'testUrl'),
  'callback-target': urlIn('url'),
  'mail-scheme': ofMailbox,
  'red-mail-scheme': ofMailbox,
};

/** The forms of e-invoicing whose records say where to call; a form of anybody may let its address be tried. */
export const invoiceTargets: Targets = (form) => {
  const field = form.actions.some(({ capability }) => capability === 'try-address') && addressField(form);
  return known[form.id] ?? (field ? ofAddress(field) : undefined);
};

function ofAddress({ id }: Field): SaysTarget {
  return { fields: [id, 'port'], read: (record) => targetIn(record, id, Number(record['port'] ?? 0)) };
}

/** The field in which a form whose address can be tried says the host. */
export function addressField({ byId }: Form): Field | undefined {
  return byId.get('host') ?? byId.get('ip');
}
