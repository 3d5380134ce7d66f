import { append } from '../../../metadata/common/append.ts';
import { BoundedMap } from '../../../metadata/common/bounded-map.ts';
import { watching } from '../../../metadata/contract/operations/calls.ts';
import type { Form } from '../../../metadata/model.ts';
import { changeSetForm } from '../../../metadata/names.ts';
import type { Gate, Principal } from '../../access/auth/gate.ts';
import type { Call } from '../../call/call.ts';
import { mayAnywhere, type Rights } from '../../call/rights.ts';
import { systemCall } from '../../call/system-call.ts';
import type { Change } from '../../common/change.ts';
import { Refusal } from '../../common/refusal.ts';
import { sinceTooOld } from '../../params/watch/since-too-old.ts';
import { manages } from '../../storage/store/record/access.ts';
import { untilKnown } from '../params/until-known.ts';
import { watchParameters } from '../params/watch-parameters.ts';
import type { Ask } from '../pipeline/ask.ts';
import { wholeParameter } from '../pipeline/check-query.ts';
import { createCohorts, type Page } from '../pipeline/cohorts.ts';
import type { Answer, Endpoint } from '../pipeline/endpoint.ts';
import { comesAgain, renderEvent, type ServerEvent } from '../pipeline/event-stream.ts';
import type { Host } from '../pipeline/host.ts';
import { pushStream } from '../pipeline/push-stream.ts';
import { parametersWrong } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import type { Listening, Watchers } from '../pipeline/watchers.ts';
import { changedFiles } from './changed-files.ts';

const atOnce = 200;
const encoder = new TextEncoder();
const stillBytes = encoder.encode(': \n\n');

/** History as it happens: every change of a record the caller may see, in order, from any revision on. */
export function watchEndpoints(host: Host, gate: Gate, watchers: Watchers): readonly Endpoint[] {
  const sights = createSights(host);
  const cohorts = createCohorts((err) => host.log.warn({ err }, 'watchers were not told'));
  host.follow(() => cohorts.wake());
  host.streams.listen(cohorts.questions);

  /** Beside all others who asked the same with the same credential: what they hear is read and made once. */
  function listen(ask: Ask, wanted: ReadonlySet<string> | null, since: number): Answer {
    const { principal, call, token } = ask;
    // What the stream asks for as long as it lasts: the whole call would keep the model that it began with.
    const { org, language, requestId } = call;
    const key = JSON.stringify([principal.id, org, wanted && [...wanted].sort()]);
    const asked = { token, org, language, requestId };
    const read = (from: number) => pageAfter({ host, gate, sights }, asked, wanted, from);
    const place = host.streams.take(principal.user.id);
    let leave = () => {};
    let listening: Listening | undefined;
    return pushStream(
      (push) => {
        const may = (now: Principal) => org === now.org || now.rights.uses(org);
        const own = watchers.add({ token, principal, push, may, still: () => stillBytes });
        listening = own;
        void own.hear(encoder.encode(comesAgain));
        leave = cohorts.join({ key, read }, since, own);
      },
      host.stopping,
      () => {
        leave();
        listening?.end();
        place();
      },
    );
  }

  return [
    serveCall(watching.watch, async ({ ask, query }) => {
      if (query.params !== undefined) {
        if (query.forms !== undefined) throw parametersWrong({}, [{ path: '/forms', code: 'watch-either' }]);
        return watchParameters(ask, watchers);
      }
      const since = begin(ask);
      const wanted = query.forms === undefined ? null : formsNamed(ask, query.forms);
      await untilKnown(host, since);
      // Whoever knows nothing yet misses nothing; he who knows something would not hear what was deleted since.
      if (since > 0 && since < (await host.historyBegins())) throw sinceTooOld({ since });
      return listen(ask, wanted, since);
    }),
  ];
}

function begin(ask: Ask): number {
  const last = ask.header('last-event-id');
  if (last !== null && /^\d{1,15}$/.test(last)) return Number(last);
  return wholeParameter(ask.query, 'since', 0, Number.MAX_SAFE_INTEGER) ?? ask.host.revision();
}

/** Ids of the forms that were asked for. */
function formsNamed(ask: Ask, names: string): ReadonlySet<string> {
  const found = names.split(',').map((name) => ({ name, form: ask.served.model.forms.get(name.trim()) }));
  const unknown = found.filter(({ form }) => !form);
  if (unknown.length > 0)
    throw parametersWrong(
      {},
      unknown.map(({ name }) => ({ path: '/forms', code: 'form-unknown', params: { form: name } })),
    );
  return new Set(found.flatMap(({ form }) => (form ? [form.id] : [])));
}

interface PageParts {
  readonly host: Host;
  readonly gate: Gate;
  readonly sights: Sights;
}

type WatchRequest = Pick<Call, 'org' | 'language' | 'requestId'> & { readonly token: string };

/** Undefined: whoever asked may not hear it any more. A stream lives long: rights are asked again before each page. */
async function pageAfter(
  { host, gate, sights }: PageParts,
  { token, ...asked }: WatchRequest,
  wanted: ReadonlySet<string> | null,
  since: number,
): Promise<Page | null | undefined> {
  const principal = await gate.authenticate(token);
  if (!principal || (asked.org !== principal.org && !principal.rights.uses(asked.org))) return undefined;
  const { user, rights } = principal;
  const call: Call = { ...asked, served: host.served(), rights, user, now: host.now(asked.org) };
  const changes = await host.changes(since, atOnce);
  const last = changes.at(-1);
  if (!last) return null;
  const through = last.revision;
  const asking = changes.filter(({ form }) => wanted?.has(form) ?? true);
  const found = await visible(host, sights, call, asking);
  host.streams.rendered();
  // A page with nothing of the caller's may have more behind it: he hears how far he has come.
  const events = found.length > 0 ? found : [{ event: 'revision', id: through, data: { revision: through } }];
  return { bytes: encoder.encode(events.map(renderEvent).join('')), through };
}

async function visible(
  host: Host,
  sights: Sights,
  call: Call,
  changes: readonly Change[],
): Promise<readonly ServerEvent[]> {
  const seen = new Map<string, ReadonlySet<string>>();
  for (const [id, records] of byForm(changes)) {
    const form = call.served.model.formsById.get(id);
    if (id === changeSetForm) seen.set(id, await seenSets(host, call, records));
    if (!form || !mayAnywhere(call.rights, form, 'read')) continue;
    seen.set(id, await sights.seen(call, form, records));
  }
  const events: ServerEvent[] = [];
  for (const change of changes) {
    const { revision, record, operation, at } = change;
    const isSeen = seen.get(change.form)?.has(record) === true;
    if (!isSeen && !hasLost(call, change)) continue;
    const form = call.served.model.formsById.get(change.form);
    const files = isSeen && form ? await changedFiles(host.store, call, form, change) : undefined;
    const data = {
      revision,
      form: form?.name ?? change.form,
      id: record,
      operation,
      at,
      ...(files && { files }),
    };
    events.push({ event: 'change', id: revision, data });
  }
  return events;
}

/** The records that people see, looked up once for all who have the same rights, and again with each revision. */
interface Sights {
  seen(call: Call, form: Form, records: ReadonlySet<string>): Promise<ReadonlySet<string>>;
}

/** Pages of changes that are remembered for those with the same rights: who follows is at the last ones. */
const mostPages = 100;

function createSights(host: Host): Sights {
  let revision = -1;
  let known = new WeakMap<Rights, Map<string, Promise<ReadonlySet<string>>>>();

  async function look(call: Call, form: Form, records: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    const seen = new Set(await existing(host, call, form, records));
    for (const record of await gone(host, call, form, records.difference(seen)))
      if (await remembered(host, call, form, record)) seen.add(record);
    return seen;
  }

  return {
    seen(call, form, records) {
      if (revision !== host.revision()) known = new WeakMap();
      revision = host.revision();
      const own = known.get(call.rights) ?? new BoundedMap<string, Promise<ReadonlySet<string>>>(mostPages);
      known.set(call.rights, own);
      const key = JSON.stringify([call.org, form.id, call.served.revision, [...records]]);
      const looked = own.get(key) ?? look(call, form, records);
      own.set(key, looked);
      looked.catch(() => own.delete(key));
      return looked;
    },
  };
}

/** Change sets are seen by what is in them, and never go. */
async function seenSets(host: Host, call: Call, ids: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  for (const id of ids) if (await host.changeSets.sees(call, id)) seen.add(id);
  return seen;
}

/** Tells whether the call's organisation lost a record, which is the last it is told of it. */
function hasLost(call: Call, { form: id, lost = [] }: Change): boolean {
  const form = call.served.model.formsById.get(id);
  return form !== undefined && lost.includes(call.org) && manages(call, form, 'read', call.org);
}

function byForm(changes: readonly Change[]): ReadonlyMap<string, ReadonlySet<string>> {
  const grouped = new Map<string, Set<string>>();
  for (const { form, record } of changes) {
    const records = grouped.get(form) ?? new Set();
    grouped.set(form, records.add(record));
  }
  return grouped;
}

async function existing(
  host: Host,
  call: Call,
  form: Form,
  records: ReadonlySet<string>,
): Promise<readonly string[]> {
  const filter = { fact: 'id', operator: 'in', value: [...records] } as const;
  const found: string[] = [];
  for (const view of ['use', 'manage'] as const) {
    const { items } = await host.store.list(call, form, { view, filter, fields: ['id'], limit: atOnce });
    append(
      found,
      items.map(({ id }) => id),
    );
  }
  return found;
}

/** Returns the records that are there for nobody. */
async function gone(
  host: Host,
  { served, now }: Call,
  form: Form,
  records: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  if (records.size === 0) return records;
  return records.difference(new Set(await existing(host, systemCall(served, now), form, records)));
}

/** Of what is gone, its history says whether the caller could see it. */
async function remembered(host: Host, call: Call, form: Form, record: string): Promise<boolean> {
  try {
    await host.store.history(call, form, record, { limit: 1 });
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.status < 500) return false;
    throw error;
  }
}
