import { createHash } from 'node:crypto';
import { canTakeBack } from '../../../metadata/approvals.ts';
import { append } from '../../../metadata/common/append.ts';
import type {
  Approvers,
  Inbox,
  InboxDecision,
  InboxItem,
  InboxMark,
} from '../../../metadata/contract/inbox/calls.ts';
import { type InboxState, inboxKinds } from '../../../metadata/inbox.ts';
import type { Form } from '../../../metadata/model.ts';
import type { ActionSource } from '../../../metadata/source.ts';
import { addMilliseconds, millisecondsBetween } from '../../../rules/calendar.ts';
import type { Call } from '../../call/call.ts';
import type { Rights } from '../../call/rights.ts';
import { sentence } from '../../common/messages/index.ts';
import { refusal } from '../../common/refusal.ts';
import type { Log } from '../../config/log.ts';
import type { Database } from '../../database/database.ts';
import { databaseRefusal, longReadRefusal } from '../../database/database-error.ts';
import type { Store, WireRecord } from '../../storage/store/record/store.ts';
import { approversOf } from './approvers.ts';
import { colleagueById, type Named, namedPeople, searchColleagues } from './colleagues.ts';
import type { InboxSource, Said, Waiting } from './inbox-source.ts';
import {
  type Assignment,
  type Mark,
  readAssignments,
  readMarks,
  writeAssignment,
  writeMark,
} from './marks.ts';

export interface InboxParts {
  readonly database: Database;
  readonly store: Pick<Store, 'list'>;
  readonly log: Log;
  /** For names of colleagues, which whoever gives something away need not be able to look up. */
  readonly systemCall: () => Call;
  /** Null: there is no such user, or he is disabled. */
  readonly rightsOf: (user: string) => Promise<Rights | null>;
  /** Asked one after the other, in this order. */
  readonly sources: readonly InboxSource[];
}

export interface InboxDoor {
  read(call: Call, state: InboxState): Promise<Inbox>;
  /** What is not said of it stays. */
  mark(call: Call, id: string, said: () => Promise<InboxMark>): Promise<InboxItem>;
  people(
    call: Call,
    id: string,
    q?: string,
  ): Promise<{ readonly items: readonly Named[]; readonly more: boolean }>;
  /** Of a record that the caller read; null: it waits for nobody's approval. */
  approvers(call: Call, form: Form, record: WireRecord): Promise<Approvers | null>;
}

const itemUnknown = refusal('inbox-item-unknown', 404);
const itemMoved = refusal('inbox-item-moved', 409);
const tooLong = refusal('inbox-snoozed-too-long', 422);
const mayNotSee = refusal('inbox-colleague-may-not-see', 422);

/** Whoever wants to see something in more than a year is better off with a calendar. */
const longest = 366 * 24 * 3600 * 1000;
/** Colleagues of one list, and those whose rights are looked at for it. */
const mostOffered = 40;
const mostTried = 1_000;

/**
 * The one model of what needs somebody: pages, the bell and programs read it. Nothing of it is kept but what people
 * said of its items: what is mended is gone with the next look, whoever mended it.
 */
export function createInbox(parts: InboxParts): InboxDoor {
  const { database, sources, rightsOf, systemCall, store } = parts;

  /** A caller who has left is not waited for. */
  const readerOf = ({ reading }: Call) => (reading ? database.reading(reading) : database);
  /** For names of colleagues, read no longer than for the caller. */
  const platformFor = ({ reading }: Call): Call => ({ ...systemCall(), ...(reading ? { reading } : {}) });

  async function ask(source: InboxSource, call: Call): Promise<readonly Found[]> {
    const waiting = await source.ask(call);
    return waiting.map((one) => ({ ...one, id: idOf(source, call, one.key), version: versionOf(one) }));
  }

  /** What cannot be asked is told by name, and the rest is there all the same. */
  async function askAll(call: Call): Promise<{ found: readonly Found[]; unasked: readonly string[] }> {
    const found: Found[] = [];
    const unasked: string[] = [];
    let isSlow = false;
    for (const source of sources) {
      // Where one read ran out of time the next would, too: whoever asks is answered what is there.
      if (isSlow) unasked.push(inWords(call, source.label));
      else
        try {
          append(found, await ask(source, call));
        } catch (error) {
          isSlow = longReadRefusal(error) !== undefined;
          if (!isSlow && !databaseRefusal(error))
            parts.log.warn({ source: source.name, err: error }, 'a part of the inbox failed');
          unasked.push(inWords(call, source.label));
        }
    }
    return { found, unasked };
  }

  async function answered(call: Call, found: readonly Found[]): Promise<readonly InboxItem[]> {
    const ids = found.map(({ id }) => id);
    const reader = readerOf(call);
    const marks = await readMarks(reader, call.user.id, ids);
    const assigned = await stillThere(call, await readAssignments(reader, ids));
    const people = await namedPeople(
      store,
      platformFor(call),
      [...assigned.values()].flatMap(({ assignee, assigned_by }) => [assignee, assigned_by]),
    );
    return found.map((one) =>
      itemOf(call, one, { mark: marks.get(one.id), assigned: assigned.get(one.id), people }),
    );
  }

  /** Without what was given to somebody who can no longer deal with it: whoever can has it again. */
  async function stillThere(
    call: Call,
    assigned: ReadonlyMap<string, Assignment>,
  ): Promise<ReadonlyMap<string, Assignment>> {
    const able = new Set<string>();
    for (const assignee of new Set([...assigned.values()].map((one) => one.assignee)))
      if ((await rightsOf(assignee))?.uses(call.org)) able.add(assignee);
    return new Map([...assigned].filter(([, { assignee }]) => able.has(assignee)));
  }

  /** Null: nothing of that name needs the caller. */
  async function find(call: Call, id: string): Promise<Found | null> {
    const source = sources.find(({ name }) => id.startsWith(`${name}.`));
    const found = source ? await ask(source, call) : [];
    return found.find((one) => one.id === id) ?? null;
  }

  /** Asked as the colleague himself: what he may not see nobody can give him. */
  async function seenBy(call: Call, person: Named, id: string): Promise<boolean> {
    const rights = await rightsOf(person.id);
    if (!rights?.uses(call.org)) return false;
    const user = { id: person.id, number: person.number ?? '', name: person.name ?? '' };
    const { served, org, now, language, requestId, reading } = call;
    const theirs: Call = {
      served,
      org,
      now,
      language,
      requestId,
      rights,
      user,
      ...(reading ? { reading } : {}),
    };
    try {
      return (await find(theirs, id)) !== null;
    } catch (error) {
      // One colleague for whom it cannot be asked does not keep the others from it.
      if (databaseRefusal(error)) throw error;
      parts.log.warn({ item: id, user: person.id, err: error }, 'a part of the inbox failed');
      return false;
    }
  }

  async function requireSeen(call: Call, id: string): Promise<Found> {
    const found = await find(call, id);
    if (!found) throw itemUnknown({ id });
    return found;
  }

  return {
    async read(call, state) {
      const { found, unasked } = await askAll(call);
      const all = await answered(call, found);
      const count = (wanted: InboxState) => all.filter((item) => item.state === wanted).length;
      return {
        items: all.filter((item) => item.state === state).sort(pressing),
        counts: {
          open: count('open'),
          assigned: count('assigned'),
          snoozed: count('snoozed'),
          done: count('done'),
        },
        unasked,
      };
    },
    async mark(call, id, said) {
      const found = await requireSeen(call, id);
      const { version, done, snoozedUntil, assignee } = await said();
      // Whoever says that he is done with it has not seen what came since.
      if (done && version !== found.version) throw itemMoved({ id });
      const at = Date.parse(call.now.instant);
      if (snoozedUntil && millisecondsBetween(addMilliseconds(call.now.instant, longest), snoozedUntil) > 0)
        throw tooLong({});
      if (assignee !== undefined) {
        const person = assignee === null ? null : await colleagueById(store, platformFor(call), assignee);
        if (assignee !== null && !(person && (await seenBy(call, person, id)))) throw mayNotSee({});
        await writeAssignment(database, id, person && { to: person.id, by: call.user.id }, at);
      }
      if (done !== undefined || snoozedUntil !== undefined) {
        const before = (await readMarks(readerOf(call), call.user.id, [id])).get(id);
        const mark: Mark = {
          item: id,
          done: done === undefined ? (before?.done ?? null) : done ? found.version : null,
          until: snoozedUntil === undefined ? (before?.until ?? null) : momentOf(snoozedUntil),
        };
        await writeMark(database, call.user.id, mark, at);
      }
      const [item] = await answered(call, [found]);
      if (!item) throw itemUnknown({ id });
      return item;
    },
    async people(call, id, q) {
      await requireSeen(call, id);
      const seeing: Named[] = [];
      let tried = 0;
      for await (const one of searchColleagues(store, platformFor(call), q)) {
        if (tried === mostTried || seeing.length === mostOffered) return { items: seeing, more: true };
        tried += 1;
        if (one.id !== call.user.id && (await seenBy(call, one, id))) seeing.push(one);
      }
      return { items: seeing, more: false };
    },
    approvers: (call, form, record) =>
      approversOf({ store, rightsOf }, { call, system: platformFor(call), form, record }),
  };
}

type Found = Waiting & { readonly id: string; readonly version: string };

interface Marked {
  readonly mark: Mark | undefined;
  readonly assigned: Assignment | undefined;
  readonly people: ReadonlyMap<string, Named>;
}

function itemOf(call: Call, found: Found, { mark, assigned, people }: Marked): InboxItem {
  const { id, version, kind, title, reason, path, remedy, count = 1, more = false, since, until } = found;
  const { facts = [], sentBy = null, about = null, decisions = [] } = found;
  const form = about ? call.served.model.forms.get(about.form) : undefined;
  const isElse =
    assigned !== undefined &&
    assigned.assignee !== call.user.id &&
    (!found.various || assigned.assigned_by === call.user.id);
  const isLater = mark?.until != null && mark.until > Date.parse(call.now.instant);
  const named = (person: string | undefined) =>
    person === undefined ? null : (people.get(person) ?? { id: person, number: null, name: null });
  return {
    id,
    version,
    kind,
    title: inWords(call, title),
    reason: reason ? inWords(call, reason) : null,
    facts,
    sentBy,
    about: about && { ...about, name: inWords(call, about.name) },
    decisions: decisions.map((decision) => decided(call, form, decision)),
    path,
    remedy: remedy ? { label: inWords(call, remedy.label), path: remedy.path } : null,
    count,
    more,
    since: since ?? null,
    until: until ?? null,
    state: mark?.done === version ? 'done' : isLater ? 'snoozed' : isElse ? 'assigned' : 'open',
    snoozedUntil: isLater ? new Date(mark?.until ?? 0).toISOString() : null,
    assignee: named(assigned?.assignee),
    assignedBy: named(assigned?.assigned_by),
  };
}

function decided({ language }: Call, form: Form | undefined, decision: ActionSource): InboxDecision {
  const { name, label, done: did, asksReason = false, confirm } = decision;
  return {
    action: name,
    label: label[language],
    done: did?.[language] ?? null,
    undoable: form !== undefined && canTakeBack(decision, form),
    asksReason,
    confirm: confirm?.[language] ?? null,
  };
}

function inWords({ language, served }: Call, { code, params = {} }: Said): string {
  return sentence(code, params, language, served.model.messages);
}

/** Characters. */
const mostVersion = 60;

/** Names of items are short enough for a column: one that is not is told by its digest. */
function idOf({ name, byOrganisation }: InboxSource, call: Call, key: string): string {
  const id = [name, ...(byOrganisation ? [call.org] : []), key].join('.');
  return id.length <= 190 ? id : `${name}.${digest(id)}`;
}

function versionOf({ version, title, count, reason }: Waiting): string {
  const said = version ?? JSON.stringify([title, reason ?? null, count ?? 1]);
  return said.length <= mostVersion ? said : digest(said);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

/** Milliseconds since 1970; null: none. */
const momentOf = (instant: string | null) => (instant === null ? null : Date.parse(instant));

function pressing(a: InboxItem, b: InboxItem): number {
  const kinds = inboxKinds.indexOf(a.kind) - inboxKinds.indexOf(b.kind);
  if (kinds !== 0) return kinds;
  // What ends comes before what does not, the soonest first; of the others the newest.
  const ends = (a.until ?? '9').localeCompare(b.until ?? '9');
  return ends !== 0 ? ends : (b.since ?? '').localeCompare(a.since ?? '');
}
