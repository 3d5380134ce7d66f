import type { Field, Form } from '../../metadata/model.ts';
import { hostOf } from '../egress/host-entry.ts';

/** What is kept of a record, by field id. */
type TargetRecord = Readonly<Record<string, unknown>>;

/** Where a record would have the server call. */
export interface TypedTarget {
  readonly host: string;
  readonly port: number;
  /** Id of the field that says so. */
  readonly field: string;
}

type Read = (form: Form, record: TargetRecord) => readonly TypedTarget[];

const ofUrl =
  (field: string): Read =>
  (_form, record) => {
    const text = record[field];
    if (typeof text !== 'string' || !URL.canParse(text)) return [];
    const url = new URL(text);
    const host = hostOf(url.hostname);
    const usual = url.protocol === 'https:' ? 443 : 80;
    return host === null ? [] : [{ host, port: Number(url.port) || usual, field }];
  };

const ofMailbox: Read = (_form, record) =>
  record['mailbox'] === 'own' ? at(record, 'host', Number(record['port'] ?? 465)) : [];

const readers: Readonly<Record<string, Read>> = {
  'callback-target': ofUrl('url'),
  'mail-scheme': ofMailbox,
  'red-mail-scheme': ofMailbox,
  'tenant-settings': ofUrl('registry'),
};

/** The forms whose records say where to call; a form of anybody may let its address be tried. */
export function saysTargets(form: Form): boolean {
  return (
    readers[form.id] !== undefined || form.actions.some(({ capability }) => capability === 'try-address')
  );
}

export function typedTargets(form: Form, record: TargetRecord): readonly TypedTarget[] {
  const read = readers[form.id];
  if (read) return read(form, record);
  if (!saysTargets(form)) return [];
  const field = addressField(form);
  return field ? at(record, field.id, Number(record['port'] ?? 0)) : [];
}

/** The field in which a form whose address can be tried says the host. */
export function addressField({ byId }: Form): Field | undefined {
  return byId.get('host') ?? byId.get('ip');
}

function at(record: TargetRecord, field: string, port: number): readonly TypedTarget[] {
  const said = record[field];
  const host = typeof said === 'string' ? hostOf(said) : null;
  return host === null || port === 0 ? [] : [{ host, port, field }];
}
