import type { Model } from '../../metadata/model.ts';
import type { Database } from '../database/database.ts';
import { DatabaseError } from '../database/database-error.ts';
import { type RecordLayout, recordLayout } from '../store/record/layout.ts';
import { readPhysical } from '../tables/state.ts';
import type { Vault } from '../vault.ts';
import { doubledNumbers, doubledPlaces } from './doubled.ts';
import type { Harm } from './harm.ts';
import { harmedClaims } from './harmed-claims.ts';
import { harmedCommits } from './harmed-commits.ts';
import { harmedRevision, seriesOf } from './harmed-counters.ts';
import { harmedLinks, treesOf } from './harmed-links.ts';
import { type Against, harmedRows, lostRows, unreadableHistory } from './harmed-rows.ts';
import { historyGaps } from './history-gaps.ts';
import { orphansOf, wrongBeside, wrongEntries, wrongPlatform } from './orphans.ts';
import { readablePages } from './readable-pages.ts';
import type { ServedNow } from './served-now.ts';

export interface Searched {
  readonly database: Database;
  readonly model: Model;
  /** Null: there is no key. */
  readonly vault: Vault | null;
  readonly at: number;
}

/** Everything that contradicts itself: the revision, each form with all that hangs off it, history, the platform's own. */
export async function* findHarms(searched: Searched, served: ServedNow): AsyncGenerator<Harm> {
  const { database, model } = searched;
  yield* await harmedRevision(database);
  yield* harmedCommits(database, served.zone);
  for (const form of model.formsById.values()) {
    try {
      yield* harmsOf(searched, served, recordLayout(form, served.table(form), database.dialect));
    } catch (error) {
      // Its table is not what the model wants, which is told elsewhere.
      if (error instanceof DatabaseError && error.code !== 'other') throw error;
      yield { code: 'doctor-form-unreadable', place: `${form.name}: ${(error as Error).message}` };
    }
  }
  const { tables } = await readPhysical(database);
  yield* unreadableHistory(database, new Set([...model.formsById.keys(), ...tables.keys()]));
  yield* await orphansOf(database, wrongPlatform(database, served));
}

async function* harmsOf(
  { database, vault, at }: Searched,
  served: ServedNow,
  layout: RecordLayout,
): AsyncGenerator<Harm> {
  const against: Against = { reader: database, layout, vault, zone: served.zone, at };
  const series = seriesOf(database, layout);
  const trees = treesOf(layout);
  for await (const page of readablePages(database, layout)) {
    yield* await harmedRows(against, page);
    yield* await historyGaps(against, page.records);
    yield* await harmedLinks(against, page.records);
    series.note(page.records);
    trees.note(page.records);
  }
  // A number is not given out twice, even where its record is gone.
  yield* lostRows(against, (stored) => series.note([stored]));
  yield* await series.harms();
  yield* trees.harms();
  yield* await doubledNumbers(database, layout, served.orgs);
  yield* await harmedClaims({ database, served, layout, at });
  yield* await doubledPlaces(database, layout);
  yield* await orphansOf(database, wrongEntries(layout));
  yield* await orphansOf(database, wrongBeside(layout.form, layout.table, served, database.dialect));
}
