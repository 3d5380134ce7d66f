import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { filesIn } from '../../../metadata/kinds/common/file-value.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import { inBatches } from '../../common/in-batches.ts';
import { refusal } from '../../common/refusal.ts';
import { createSlices } from '../../common/time-slices.ts';
import { answeredFiles } from '../../storage/store/answer/answered-file.ts';
import { namesFields, rename } from '../../storage/store/record/naming.ts';
import type { Store, WireRecord } from '../../storage/store/record/store.ts';
import { rootOrg } from '../../storage/store/shipped/shipment-body.ts';
import { type PromotedRecord, secretStaysHere } from './promoted-files.ts';
import { filesStayHere, type TravellingFiles } from './travelling-files.ts';

const keyNone = refusal('promote-key-none', 422);
const pageSize = 500;

/** A record that stands here, beside how it would travel. */
export interface FoundRecord extends PromotedRecord {
  readonly wire: WireRecord;
}

export interface TellParts {
  readonly store: Pick<Store, 'list' | 'read' | 'holdings'>;
  /** Names the files of records by what is in them. */
  readonly files: TravellingFiles;
  readonly call: Call;
  /** Keys. Default: all there are. */
  readonly only?: ReadonlySet<string>;
  /** Chooses records. Default: all. */
  readonly where?: (record: WireRecord) => boolean;
}

/**
 * Records of a form by what names them on every system: their natural key, and where organisations have their own,
 * whose they are.
 */
export async function tellRecords(
  form: Form,
  { store, files, call, only, where = () => true }: TellParts,
): Promise<ReadonlyMap<string, FoundRecord>> {
  const fields = keyFields(form);
  const found = new Map<string, FoundRecord>();
  const { breathe } = createSlices();
  for await (const listed of list(form, fields, { store, call, ...(only && { only }) })) {
    await breathe();
    const key = keyOf(form, fields, listed, call);
    if ((only && !only.has(key)) || !where(listed)) continue;
    const wire = await store.read(call, form, listed.id, 'manage');
    found.set(key, { ...(await recordAs(form, wire, { store, files, call })), wire });
  }
  return found;
}

/** Whether anything but an id names a record of it. */
export function isNamed(form: Form): boolean {
  const fields = fieldsOfKey(form);
  return fields.length > 0 && fields.every(({ kind }) => !kind.derived);
}

function fieldsOfKey({ key, number, byId }: Form): readonly Field[] {
  const ids = key.length > 0 ? key : number ? [number.id] : [];
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function keyFields(form: Form): readonly Field[] {
  if (form.kind === 'setting') return [];
  if (!isNamed(form)) throw keyNone({ form: form.name });
  return fieldsOfKey(form);
}

async function* list(
  form: Form,
  fields: readonly Field[],
  { store, call, only }: Omit<TellParts, 'files'>,
): AsyncGenerator<WireRecord> {
  const [first, ...more] = fields;
  const isOne = only && first && more.length === 0 && first.target === undefined;
  const keys = isOne ? [...new Set([...only].map((key) => key.replace(/ @\S*$/, '')))] : [];
  const filters: readonly (Condition | undefined)[] = isOne
    ? [...inBatches(keys, 200)].map((value) => ({ fact: first.name, operator: 'in', value: [...value] }))
    : [undefined];
  for (const filter of filters) {
    let cursor: string | null | undefined;
    do {
      const query = { view: 'manage' as const, limit: pageSize };
      const page = await store.list(call, form, {
        ...query,
        ...(filter && { filter }),
        ...(cursor && { cursor }),
      });
      yield* page.items;
      cursor = page.next;
    } while (cursor);
  }
}

function keyOf(form: Form, fields: readonly Field[], wire: WireRecord, call: Call): string {
  const parts = fields.map((field) => {
    const value = travelling(field, wire[field.name] ?? null, { call, digests: new Map() });
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
  const owner = form.sharing || form.kind === 'setting' ? [`@${numberOf(wire['org'], call)}`] : [];
  return [parts.join(' / '), ...owner].join(' ').trim();
}

async function recordAs(
  form: Form,
  wire: WireRecord,
  { store, files, call }: Pick<TellParts, 'store' | 'files' | 'call'>,
): Promise<PromotedRecord> {
  const digests = await files.digestsOf(answeredFiles(form, wire));
  const own = valuesOf(form, wire, { call, digests });
  const window = form.validity
    ? { validFrom: wire['validFrom'] ?? null, validTo: wire['validTo'] ?? null }
    : {};
  return {
    org: numberOf(wire['org'], call),
    sharing: form.sharing ? (wire['sharing'] as PromotedRecord['sharing']) : null,
    enabled: wire['enabled'] !== false,
    assigned: form.sharing ? await assignedTo(form, wire.id, store, call) : [],
    values: { ...own, ...window },
  };
}

async function assignedTo(form: Form, id: string, store: TellParts['store'], call: Call) {
  const numbers: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await store.holdings(call, form, id, { limit: 1000, ...(cursor && { cursor }) });
    numbers.push(
      ...page.items.flatMap(({ how, org }) =>
        how === 'assigned' && org.number !== null ? [org.number] : [],
      ),
    );
    cursor = page.next;
  } while (cursor);
  return numbers.sort();
}

interface Telling {
  readonly call: Call;
  /** Of the files of the record that travel, by their ids. */
  readonly digests: ReadonlyMap<string, string>;
}

/** By ids; what is computed or unseen stays at home, and so does what is empty by itself. */
function valuesOf(shape: FieldSet, wire: JsonObject, telling: Telling): JsonObject {
  const values: Record<string, Json> = {};
  for (const field of shape.fields) {
    const { id, name, kind, inner, dropped, hidden, rows } = field;
    if (kind.derived || inner || dropped || hidden || !Object.hasOwn(wire, name)) continue;
    const value = travelling(field, wire[name] ?? null, telling);
    const isEmpty = value === null || (rows && Array.isArray(value) && value.length === 0);
    const isSilent = isEmpty && field.default === undefined && field.carry === undefined;
    if (!isSilent) values[id] = value;
  }
  return values;
}

/** References by number, names of fields by their ids. */
function travelling(field: Field, value: Json, telling: Telling): Json {
  const { call, digests } = telling;
  const { rows, kind, target, targets } = field;
  if (value === null) return null;
  if (kind.secret) return secretStaysHere;
  if (kind.holdsFiles) return filesAs(value, digests);
  if (rows)
    return Array.isArray(value)
      ? value.map((row: Json) => (isObject(row) ? valuesOf(rows, row, telling) : row))
      : value;
  if (targets && isObject(value)) {
    const { form = null } = value as JsonObject;
    return { form, number: form === 'organisation' ? numberOf(value, call) : pointedAt(value) };
  }
  if (target !== undefined) {
    const numbered = (one: Json) => (target === 'organisation' ? numberOf(one, call) : pointedAt(one));
    return Array.isArray(value) ? value.map(numbered) : numbered(value);
  }
  return namesFields(field) ? rename(field, value, call.served.model, 'toIds') : value;
}

/** Where one of a field stays, all of them do: half of them would be another value. */
function filesAs(value: Json, digests: ReadonlyMap<string, string>): Json {
  const files = filesIn(value).map(({ id, name }) => ({ file: digests.get(id) ?? null, name }));
  if (files.some(({ file }) => file === null)) return filesStayHere;
  return Array.isArray(value) ? files : (files[0] ?? null);
}

function pointedAt(value: Json): Json {
  return isObject(value) ? (value['number'] ?? null) : value;
}

function numberOf(org: Json | undefined, { served: { orgs } }: Call): string {
  const id = isObject(org) ? String(org['id'] ?? '') : '';
  return id === orgs.root ? rootOrg : (orgs.get(id)?.number ?? '');
}
