import fc from 'fast-check';
import { v7 as uuid } from 'uuid';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import type { Form, Model } from '../../../metadata/model.ts';
import { records, sampleCall } from '../../../rules/condition/generated.suite.ts';
import { categories, category, form, order, shape } from '../../../rules/condition/sample-forms.suite.ts';
import { orgTree } from '../../../rules/sharing/org-tree.ts';
import type { Call } from '../../call/call.ts';
import { platformRights, systemCall } from '../../call/system-call.ts';
import { openMigrated } from '../../database/migrated.suite.ts';
import { quickDisk } from '../../database/quick-disk.suite.ts';
import { formTables } from '../tables/form-tables.ts';
import { publish } from '../tables/model.suite.ts';
import { readPhysical } from '../tables/state.ts';
import { createStore, type OpenStore } from './create-store.ts';

/** The rules floor's own sample order in a database, with generated records as the first organisation made them. */
export interface SampleOrders {
  readonly store: OpenStore;
  readonly order: Form;
  readonly model: Model;
  /** On behalf of the first organisation, which everything is below. */
  readonly making: Call;
  /** On behalf of the last one. */
  readonly call: Call;
  /** By ids of fields, under the record's id. */
  readonly made: ReadonlyMap<string, JsonObject>;
  close(): Promise<void>;
}

interface SampleOrdersOptions {
  /** Numbers of organisations, each below the one before. Default: that of the sample call alone. */
  readonly orgs?: readonly string[];
  /** Paths of fields that organisations may have copies of. Default: the form is not shared. */
  readonly own?: readonly string[];
}

export async function openSampleOrders(
  url: string,
  options: SampleOrdersOptions = {},
): Promise<SampleOrders> {
  const { orgs: numbers = [sampleCall.org], own } = options;
  const wideOrder = sampleOrder(own);
  const model = modelOf([category, wideOrder]);
  const database = await openMigrated(url, { disk: quickDisk });
  await publish(database, model);
  const ids = numbers.map(() => uuid());
  const orgs = orgTree(
    numbers.map((number, at) => {
      return { id: ids[at] ?? '', number, name: number, parent: ids[at - 1] ?? null, enabled: true };
    }),
    1,
  );
  const served = { model, revision: 0, orgs, table: formTables(model, await readPhysical(database)) };
  const making: Call = {
    ...systemCall(served, { instant: sampleCall.now, localDate: sampleCall.today, localTime: '16:00:00' }),
    user: { id: uuid(), number: sampleCall.user, name: 'A' },
    rights: { ...platformRights },
  };
  const wanted = [...categories.keys()];
  const store = createStore({
    database,
    newId: () => wanted.shift() ?? uuid(),
    random: Math.random,
    stamp: () => ({ at: String(Date.parse(sampleCall.now)), zone: 'Asia/Shanghai' }),
    seal: (text) => text,
  });
  for (const { id: _, ...body } of categories.values()) await store.create(making, category, body);
  const samples = fc.sample(records, 60);
  const items = samples.map((record) => ({ op: 'create', body: byNames(record, wideOrder) }) as const);
  const written = await store.batch(making, wideOrder, items, true);
  return {
    store,
    order: wideOrder,
    model,
    making,
    call: { ...making, org: ids.at(-1) ?? '' },
    made: new Map(samples.map((record, at) => [written[at]?.record?.id ?? '', record])),
    close: () => database.close(),
  };
}

/** Wide enough for the numbers its generator writes. */
function sampleOrder(own: readonly string[] | undefined): Form {
  const wide = (field: Field, above = ''): Field => ({
    ...field,
    path: above + field.id,
    ...(own ? { ownable: own.includes(above + field.id) } : {}),
    props: field.kind.name === 'decimal' ? { precision: 38, scale: 10 } : field.props,
    ...(field.rows
      ? { rows: shape(field.rows.fields.map((inner) => wide(inner, `${above}${field.id}.`))) }
      : {}),
  });
  return form(
    'order',
    order.fields.map((field) => wide(field)),
    {
      validity: true,
      list: order.list,
      ...(own ? { sharing: { allowed: ['free'], default: 'free' } } : {}),
    },
  );
}

function modelOf(forms: readonly Form[]): Model {
  return {
    hash: 'sample',
    packages: [],
    forms: new Map(forms.map((one) => [one.name, one])),
    formsById: new Map(forms.map((one) => [one.id, one])),
    menu: [],
    params: new Map(),
    data: [],
    cases: [],
    prints: [],
    reports: [],
    messages: new Map(),
    recordChecks: new Map(),
  };
}

/** A record as the API takes it. */
export function byNames(holder: JsonObject, { byId }: FieldSet): JsonObject {
  return Object.fromEntries(
    Object.entries(holder).map(([id, value]): [string, Json] => {
      const field = byId.get(id);
      const { rows } = field ?? {};
      if (!rows || !Array.isArray(value)) return [field?.name ?? id, value];
      return [field?.name ?? id, value.map((row: JsonObject) => byNames(row, rows))];
    }),
  );
}
