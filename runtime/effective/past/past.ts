import { BoundedMap } from '../../../metadata/common/bounded-map.ts';
import type { Model } from '../../../metadata/model.ts';
import { parameterForm } from '../../../metadata/names.ts';
import type { SetValues } from '../../../rules/params/set-values.ts';
import type { Now, Served } from '../../call/call.ts';
import type { Edition } from '../../common/edition.ts';
import { refusal } from '../../common/refusal.ts';
import type { Connection, Database } from '../../database/database.ts';
import { modelThen } from '../../model/publish/model-then.ts';
import { createParameters } from '../../params/parameters.ts';
import { createClock } from '../../tenant/clock.ts';
import {
  createOrganisations,
  defaultZone,
  type Organisations,
  organisationForm,
} from '../../tenant/organisations.ts';
import { type CommitThen, commitThen, type Moment } from './commit-then.ts';
import { createDefinitionChanges } from './definition-changes.ts';
import { followNewest } from './newest-rows.ts';

/** The state that was served at one moment of the past: definitions, organisations and values, as they were. */
export interface Then extends CommitThen {
  readonly served: Served;
  /** Time zone of an organisation. */
  zone(org: string): string;
  /** The moment as an organisation's clock showed it. */
  now(org: string): Now;
}

export interface Past {
  /** Refuses what is before the first publish that was kept, and what is ahead. */
  at(moment: Moment): Promise<Then>;
  /** The state of a commit. */
  of(commit: CommitThen): Promise<Then>;
  /** Revisions of publishes that brought other definitions of parameters, in order. */
  definitionChanges(): Promise<readonly number[]>;
  /** Definitions as they held with a revision. */
  model(revision: number): Promise<Model>;
  /** Organisations as they stood with a revision, to be followed from there by whoever asks. */
  organisations(revision: number): Promise<Organisations>;
}

export interface PastParts {
  readonly database: Database;
  /** For which former packages are read. */
  readonly edition: Edition;
  readonly served: () => Served;
  readonly clock: () => number;
}

const unreadable = refusal('then-unreadable', 410);

/**
 * The past, read out of history: of each record the newest version then. It is made in pages between which others go
 * on, one state at a time, and the last few are kept; what has not changed since is what is served today.
 */
export function createPast({ database, edition, served, clock }: PastParts): Past {
  const values = new BoundedMap<number, Promise<SetValues>>(6);
  const trees = new BoundedMap<number, Promise<Organisations>>(6);
  const models = new BoundedMap<number, Promise<Model | undefined>>(3);
  let making: Promise<unknown> = Promise.resolve();

  /** Makes a state once: all who ask for it wait for the same one, and one that failed is made again. */
  function kept<T>(known: Map<number, Promise<T>>, key: number, make: () => Promise<T>): Promise<T> {
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = making.then(make, make);
    making = made.catch(() => undefined);
    known.set(key, made);
    made.catch(() => known.delete(key));
    return made;
  }

  async function valuesThen(revision: number): Promise<SetValues> {
    const newest = await newestOf(database, parameterForm, revision);
    const { parameters } = served();
    if (parameters && parameters.revision === newest) return parameters;
    return kept(values, newest, async () => {
      const then = createParameters();
      await followNewest(database, { form: parameterForm, revision: newest }, then.follow);
      return then.values();
    });
  }

  async function organisationsThen(revision: number): Promise<Organisations> {
    const newest = await newestOf(database, organisationForm, revision);
    return kept(trees, newest, () => organisationsOf(newest));
  }

  async function organisationsOf(revision: number): Promise<Organisations> {
    const then = createOrganisations(database.dialect);
    const asked = { form: organisationForm, revision };
    await followNewest(database, asked, (events) => then.follow(events));
    return then;
  }

  async function definitionsThen(revision: number): Promise<Model> {
    const row = await database.first<{ newest: number }>(
      'SELECT MAX(revision) AS newest FROM gj_publish WHERE revision <= ?',
      [revision],
    );
    const newest = Number(row?.newest ?? 0);
    const present = served();
    if (present.revision === newest) return present.model;
    const model = await kept(models, newest, () => modelThen(database, newest, edition));
    if (!model) throw unreadable({ revision: newest });
    return model;
  }

  async function of({ revision, at }: CommitThen): Promise<Then> {
    const model = await definitionsThen(revision);
    const organisations = await organisationsThen(revision);
    const parameters = await valuesThen(revision);
    const { table } = served();
    const orgs = organisations.tree();
    const moment = createClock(() => at);
    const zone = (org: string) => organisations.zone(org) ?? defaultZone;
    return {
      revision,
      at,
      served: Object.freeze({ model, revision, orgs, parameters, table }),
      zone,
      now: (org) => moment(zone(org)),
    };
  }

  return {
    of,
    at: async (moment) => of(await commitThen(database, moment, clock())),
    definitionChanges: createDefinitionChanges(database),
    model: definitionsThen,
    organisations: organisationsOf,
  };
}

async function newestOf(reader: Connection, form: string, revision: number): Promise<number> {
  const row = await reader.first<{ newest: number | null }>(
    'SELECT MAX(revision) AS newest FROM gj_history WHERE form = ? AND revision <= ?',
    [form, revision],
  );
  return Number(row?.newest ?? 0);
}
