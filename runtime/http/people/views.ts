import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import { type SavedView, type SentView, views } from '../../../metadata/contract/own/calls.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import { platformForm } from '../../call/system-call.ts';
import { mostBytesOfView } from '../../storage/store/platform/own-limits.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import type { Ask } from '../pipeline/ask.ts';
import { ownCall } from '../pipeline/authorise.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { bodyTooLarge, formUnknown, ownTooMuch, recordUnknown } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { readableForms, visibleViews } from './shared-views.ts';

/** Bytes that one person may have kept in a day without any role, what was replaced counted. */
const most = 8 * 1024 * 1024;
const day = 24 * 3600_000;
const manyPeople = 10_000;

interface Spent {
  readonly since: number;
  bytes: number;
}

interface WriteBudget {
  /** Refuses what would be too much for the day; an answer costs a little, however small what is kept. */
  spend(user: string, bytes: number, now: number): void;
}

/** Limits what everybody may write in a day, also where each write replaces another: history keeps them all. */
function createWriteBudget(): WriteBudget {
  const people = new Map<string, Spent>();
  return {
    spend(user, bytes, now) {
      const known = people.get(user);
      const spent = known && now - known.since < day ? known : { since: now, bytes: 0 };
      const next = spent.bytes + bytes + 512;
      if (next > most)
        throw ownTooMuch({
          megabytes: most / 1024 / 1024,
          seconds: Math.ceil((spent.since + day - now) / 1000),
        });
      spent.bytes = next;
      if (spent === known) return;
      if (people.size >= manyPeople)
        for (const [old, one] of people) if (now - one.since >= day) people.delete(old);
      people.set(user, spent);
    },
  };
}

/** Saved views stand in history: whoever saves one again and again keeps each. */
const budget = createWriteBudget();

/** The calls for saved views; those that others share are there to read. */
export const viewEndpoints: readonly Endpoint[] = [
  serveCall(views.list, async ({ ask, query }) => ({ body: { items: await seenBy(ask, query.form) } })),
  serveCall(views.create, async ({ ask, body }) => {
    const sent = { ...readView(ask, await body()), owner: { id: ask.principal.user.id } };
    const { record, revision } = await ask.host.store.create(writeCall(ask), viewForm(ask), sent);
    return { status: 201, body: shown(ask, record), etag: record.revision, revision };
  }),
  serveCall(views.change, async ({ ask, body }) => {
    const ifMatch = ask.ifMatch();
    const { id } = await ownView(ask);
    const sent = readView(ask, await body());
    const { record, revision } = await ask.host.store.patch(writeCall(ask), viewForm(ask), id, sent, ifMatch);
    return { body: shown(ask, record), etag: record.revision, revision };
  }),
  serveCall(views.remove, async ({ ask }) => {
    const { id, revision: seen } = await ownView(ask);
    const { revision } = await ask.host.store.remove(writeCall(ask), viewForm(ask), id, seen);
    return { status: 204, revision };
  }),
];

/** Saved once, where the request carries an Idempotency-Key. */
function writeCall(ask: Ask): Call {
  const { once } = ask.writeCall;
  return { ...ownCall(ask), ...(once ? { once } : {}) };
}

function viewForm({ served }: Ask): Form {
  return platformForm(served.model, 'saved-view');
}

/** Lists one's own views, and of those that others share the ones that one may see. */
async function seenBy(ask: Ask, name: string | undefined) {
  const form = name === undefined ? null : formNamed(ask, name);
  const ofForm: readonly Condition[] = form ? [{ fact: 'form', operator: 'equal', value: form.id }] : [];
  const me = ask.principal.user.id;
  const mine: Condition = { all: [...ofForm, { fact: 'owner', operator: 'equal', value: me }] };
  const readable = readableForms(ask).map(({ id }) => id);
  const shared: Condition = {
    all: [
      ...ofForm,
      { fact: 'shared', operator: 'equal', value: true },
      { fact: 'owner', operator: 'notEqual', value: me },
      { fact: 'form', operator: 'in', value: readable },
    ],
  };
  const [own, others] = await Promise.all([
    listed(ask, mine),
    readable.length > 0 ? listed(ask, shared) : [],
  ]);
  return [...own, ...(await visibleViews(ask, others))].map((record) => shown(ask, record));
}

async function listed(ask: Ask, filter: Condition): Promise<readonly WireRecord[]> {
  const fields = ['name', 'form', 'owner', 'shared', 'preferred', 'config', 'org'];
  const query = { view: 'manage', filter, fields, limit: 500 } as const;
  return (await ask.host.store.list(ownCall(ask), viewForm(ask), query)).items;
}

/** Somebody else's is not there to change. */
async function ownView(ask: Ask): Promise<WireRecord> {
  const record = await ask.host.store.read(ownCall(ask), viewForm(ask), ask.recordId, 'manage');
  if (ownerOf(record) !== ask.principal.user.id) throw recordUnknown({ id: record.id });
  return record;
}

function ownerOf({ owner }: WireRecord): Json | undefined {
  return typeof owner === 'object' && owner !== null && 'id' in owner ? owner['id'] : undefined;
}

function readView(ask: Ask, body: SentView): JsonObject {
  const size = Buffer.byteLength(JSON.stringify(body.config ?? null));
  if (size > mostBytesOfView) throw bodyTooLarge({ limit: mostBytesOfView });
  budget.spend(ask.principal.user.id, size, ask.host.clock());
  const { form } = body;
  return form === undefined ? body : { ...body, form: formNamed(ask, form).id };
}

function formNamed({ served }: Ask, name: string): Form {
  const form = served.model.forms.get(name);
  if (!form) throw formUnknown({ form: name });
  return form;
}

/** Stored views know forms by id; callers by today's name. */
function shown(ask: Ask, record: WireRecord): SavedView {
  const { id, revision, name, form, shared, preferred, config = null } = record;
  const known = ask.served.model.formsById.get(String(form));
  return {
    id,
    revision,
    name: String(name),
    form: known?.name ?? (typeof form === 'string' ? form : null),
    shared: shared === true,
    preferred: preferred === true,
    config,
    mine: ownerOf(record) === ask.principal.user.id,
  };
}
