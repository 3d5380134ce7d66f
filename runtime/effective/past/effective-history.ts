import { append } from '../../../metadata/common/append.ts';
import type { Model } from '../../../metadata/model.ts';
import { parameterForm } from '../../../metadata/names.ts';
import { addDays, toInstant, toLocal } from '../../../rules/calendar.ts';
import {
  type Effective,
  type EffectiveState,
  readAt,
  readsTheSame,
} from '../../../rules/params/effective-changes.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { Connection } from '../../database/database.ts';
import { modelForm } from '../../model/publish/carry-out-publish.ts';
import type { ReadAsk } from '../../params/answer-parameter.ts';
import type { WriteEvent } from '../../storage/store/commit/planned-write.ts';
import { setValueOf } from '../../storage/store/platform/parameter-values.ts';
import { defaultZone, type Organisations, organisationForm } from '../../tenant/organisations.ts';
import { AddressValues, keysEver } from './address-values.ts';
import { type Cause, causeOf } from './cause-of.ts';
import { type CommitThen, firstKept } from './commit-then.ts';
import { type About, type CommitAbout, commitsAbout } from './commits-about.ts';
import type { Past } from './past.ts';

/** A place in the order in which things happened. */
export interface Place {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly revision: number;
}

/** A moment from which another value was read, with its cause. */
export interface EffectiveEntry extends Place {
  readonly from: Effective | null;
  readonly to: Effective | null;
  readonly cause: Cause;
  /** Definitions that held then. */
  readonly model: Model;
}

export interface HistoryParts {
  readonly reader: Connection;
  readonly past: Past;
}

/** `until` is not among them; `since` is the earliest moment wanted. */
export interface HistoryPage {
  readonly until: Place;
  readonly since?: number | undefined;
  readonly limit: number;
}

/**
 * Reads how the value that an organisation reads of a parameter changed, the newest first: by values set and taken
 * away, by moves of organisations and their zones, by dates on which a value began or ended, by other definitions.
 */
export async function effectiveHistory(
  { reader, past }: HistoryParts,
  { address, org, call }: Pick<ReadAsk, 'address' | 'org' | 'call'>,
  page: HistoryPage,
): Promise<{ readonly entries: readonly EffectiveEntry[]; readonly next: Place | null }> {
  const first = await firstKept(reader);
  if (!first) return { entries: [], next: null };
  const about = { address, org, publishes: await past.definitionChanges() };
  const range = { after: first.revision, until: page.until.revision };
  const { commits, isWhole } = await someCommits(reader, about, range);
  const inTime = commits.filter((commit) => precedes(commit, page.until)).reverse();
  const oldest = inTime[0];
  const start: CommitThen = isWhole || !oldest ? first : { revision: beforeAll(oldest), at: oldest.at };
  const walk = await startWalk(past, start, { address, org, callOrg: call.org });
  const entries = (await walk.through(inTime, page.until)).filter(({ at }) => at >= (page.since ?? 0));
  const wanted = entries.reverse().slice(0, page.limit);
  const cut = wanted.length < entries.length ? wanted.at(-1) : undefined;
  const goesOn = !isWhole && oldest && oldest.at > (page.since ?? 0);
  const next = cut ?? (goesOn ? oldest : null);
  return { entries: wanted, next: next && { at: next.at, revision: next.revision } };
}

/** At least one, where there is any: one commit may have a thousand writes. */
async function someCommits(reader: Connection, about: About, range: { after: number; until: number }) {
  for (let most = 500; ; most *= 4) {
    const found = await commitsAbout(reader, about, range, most);
    if (found.isWhole || found.commits.length > 0) return found;
  }
}

function precedes(one: Place, other: Place): boolean {
  return one.at < other.at || (one.at === other.at && one.revision < other.revision);
}

function beforeAll({ events }: CommitAbout): number {
  return (events[0]?.revision ?? 1) - 1;
}

interface HistoryQuestion {
  readonly address: ReadAsk['address'];
  readonly org: string | null;
  /** In whose zone the days of the whole system begin. */
  readonly callOrg: string;
}

async function startWalk(past: Past, start: CommitThen, { address, org, callOrg }: HistoryQuestion) {
  const { served } = await past.of(start);
  const organisations: Organisations = await past.organisations(start.revision);
  const { type, key } = address;
  const keys = keysEver(key);
  const values = new AddressValues(type, keys, served.parameters);
  let model: Model = served.model;
  let at = start.at;
  let { revision } = start;

  const zone = () => organisations.zone(org ?? callOrg) ?? defaultZone;
  const state = (date: string): EffectiveState => ({
    values: values.values(),
    orgs: organisations.tree(),
    model,
    date: () => date,
  });
  const readOn = (date: string) => readAt({ type, key }, state(date), org);
  const dayAt = (moment: number) => toLocal(new Date(moment).toISOString(), zone()).date;

  /** Days after one, up to another, on which a value begins or has ended. */
  function turns(after: string, until: string): readonly string[] {
    const path = new Set([null, org, ...(org === null ? [] : organisations.tree().ancestors(org))]);
    const speaking = [...values.all()].filter((value) => path.has(value.org));
    const days = speaking.flatMap(({ validFrom, validTo }) => [
      ...(validFrom === null ? [] : [validFrom]),
      ...(validTo === null ? [] : [addDays(validTo, 1)]),
    ]);
    return [...new Set(days)].filter((day) => day > after && day <= until).sort();
  }

  /** Answers the changes until a moment that dates alone made. */
  function* untilMoment(moment: number): Generator<EffectiveEntry> {
    for (const day of turns(dayAt(at), dayAt(moment))) {
      const from = readOn(addDays(day, -1));
      const to = readOn(day);
      const begins = Date.parse(toInstant(day, '00:00', zone()));
      if (!readsTheSame(from, to)) yield { at: begins, revision, from, to, model, cause: { kind: 'date' } };
    }
    at = moment;
  }

  async function* commitAt(commit: CommitAbout): AsyncGenerator<EffectiveEntry> {
    if (commit.events.every(isAside)) {
      organisations.follow(commit.events);
      ({ at, revision } = commit);
      return;
    }
    const from = readOn(dayAt(commit.at));
    const before = new Map<string, ReturnType<typeof values.get>>();
    for (const event of commit.events) {
      if (event.form === parameterForm) take(event, before);
      else if (event.form === organisationForm) organisations.follow([event]);
      else if (event.form === modelForm) model = await past.model(commit.revision);
    }
    ({ at, revision } = commit);
    const to = readOn(dayAt(commit.at));
    if (readsTheSame(from, to)) return;
    yield { at, revision, from, to, model, cause: causeOf({ from, to, org, before, events: commit.events }) };
  }

  /** Others that come or go, which the tree has to know: nobody was below them yet. */
  function isAside({ form, changed, record }: WriteEvent): boolean {
    return form === organisationForm && changed.length === 0 && record !== org;
  }

  function take(event: WriteEvent, before: Map<string, ReturnType<typeof values.get>>): void {
    const { stored, record, revision: written, at: when, actor, reason } = event;
    const known = values.get(record);
    before.set(record, known);
    if (!stored) {
      values.put(record, undefined);
      return;
    }
    const value = setValueOf(stored);
    if (value.type !== type || !keys.includes(value.key)) return;
    const by = { id: actor.id, name: actor.name };
    values.put(record, { ...value, written: { revision: written, at: when, by, reason } });
  }

  return {
    async through(commits: readonly CommitAbout[], until: Place): Promise<EffectiveEntry[]> {
      const pause = timeSlices();
      const entries: EffectiveEntry[] = [];
      for (const commit of commits) {
        append(entries, untilMoment(commit.at));
        for await (const entry of commitAt(commit)) entries.push(entry);
        await pause();
      }
      append(entries, untilMoment(until.at));
      return entries.filter((entry) => precedes(entry, until));
    },
  };
}
