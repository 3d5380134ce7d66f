import type { Form } from '../../../metadata/model.ts';
import { hostOf } from '../../../rules/hosts/host-entry.ts';

/** The values of a record, by field id. */
type TargetRecord = Readonly<Record<string, unknown>>;

/** An address that a record would have the server call. */
export interface TypedTarget {
  /** As it was typed; of an address, the host in it. */
  readonly said: string;
  /** Null: what was typed is no host. */
  readonly host: string | null;
  readonly port: number;
  /** Id of the field that says so. */
  readonly field: string;
}

/** The fields by which records of a form say where to call. */
export interface SaysTarget {
  /** Ids of the fields that it is read from. */
  readonly fields: readonly string[];
  /** None: the record says nothing yet. */
  read(record: TargetRecord): readonly TypedTarget[];
}

/** Answers how records of this form say where to call; undefined: they do not. */
export type Targets = (form: Form) => SaysTarget | undefined;

/** Those of the platform's own forms, and of domains. */
export function targetsOf(domains: readonly { readonly targets?: Targets }[]): Targets {
  return (form) => {
    if (form.id === 'tenant-settings') return urlIn('registry');
    for (const { targets } of domains) {
      const found = targets?.(form);
      if (found) return found;
    }
    return undefined;
  };
}

/** Addresses of HTTP, each in a field of its own. */
export function urlIn(...fields: readonly string[]): SaysTarget {
  return { fields, read: (record) => fields.flatMap((field) => addressIn(record, field)) };
}

function addressIn(record: TargetRecord, field: string): readonly TypedTarget[] {
  const text = record[field];
  if (typeof text !== 'string') return [];
  if (!URL.canParse(text)) return [{ said: text, host: null, port: 0, field }];
  const { hostname, port, protocol } = new URL(text);
  return [target(hostname, Number(port) || (protocol === 'https:' ? 443 : 80), field)];
}

/** A host that stands in a field by itself. */
export function targetIn(record: TargetRecord, field: string, port: number): readonly TypedTarget[] {
  const said = record[field];
  return typeof said === 'string' && said !== '' ? [target(said, port, field)] : [];
}

function target(said: string, port: number, field: string): TypedTarget {
  return { said, host: hostOf(said), port, field };
}
