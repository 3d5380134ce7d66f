import type { Field, Form } from '../../metadata/model.ts';
import { hostOf } from '../../rules/hosts/host-entry.ts';

/** What is kept of a record, by field id. */
type TargetRecord = Readonly<Record<string, unknown>>;

/** Where a record would have the server call. */
export interface TypedTarget {
  /** As it was typed; of an address, the host in it. */
  readonly said: string;
  /** Null: what was typed is no host. */
  readonly host: string | null;
  readonly port: number;
  /** Id of the field that says so. */
  readonly field: string;
}

type Read = (record: TargetRecord) => TypedTarget | undefined;

const ofUrl =
  (field: string): Read =>
  (record) => {
    const text = record[field];
    if (typeof text !== 'string') return undefined;
    if (!URL.canParse(text)) return { said: text, host: null, port: 0, field };
    const { hostname, port, protocol } = new URL(text);
    return target(hostname, Number(port) || (protocol === 'https:' ? 443 : 80), field);
  };

const ofMailbox: Read = (record) =>
  record['mailbox'] === 'own' ? at(record, 'host', Number(record['port'] ?? 465)) : undefined;

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

/** Undefined: it says nothing yet. */
export function typedTarget(form: Form, record: TargetRecord): TypedTarget | undefined {
  const read = readers[form.id];
  if (read) return read(record);
  const field = saysTargets(form) ? addressField(form) : undefined;
  return field && at(record, field.id, Number(record['port'] ?? 0));
}

/** The field in which a form whose address can be tried says the host. */
export function addressField({ byId }: Form): Field | undefined {
  return byId.get('host') ?? byId.get('ip');
}

function at(record: TargetRecord, field: string, port: number): TypedTarget | undefined {
  const said = record[field];
  return typeof said === 'string' && said !== '' ? target(said, port, field) : undefined;
}

function target(said: string, port: number, field: string): TypedTarget {
  return { said, host: hostOf(said), port, field };
}
