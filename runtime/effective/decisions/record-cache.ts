import { BoundedMap } from '../../../metadata/common/bounded-map.ts';
import type { Form } from '../../../metadata/model.ts';
import type { RuleRecord } from '../../../rules/match/match-form.ts';
import type { Served } from '../../call/call.ts';
import type { Change } from '../../common/change.ts';
import { oneAtATime } from '../../common/one-at-a-time.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { Connection } from '../../database/database.ts';
import type { Layouts } from '../../storage/store/record/layouts.ts';
import type { Copies } from '../../storage/store/sight/copies.ts';
import { type RuleReader, ruleReader } from '../match/read-rules.ts';

/** All records of a form with what sharing knows of them. Never changed: a write makes the next. */
export interface RecordCache {
  readonly records: ReadonlyMap<string, RuleRecord>;
}

/** Records that decisions look up, of each form since it was first asked for; kept by the writes it is told of. */
export interface RecordCaches {
  /** As they are once all is read that this node was told of. */
  of(served: Served, form: Form): Promise<RecordCache>;
  /** The same as another connection sees them. */
  readerOn(reader: Connection, served: Served, form: Form): RuleReader;
  follow(changes: readonly Change[]): void;
}

export interface RecordCachesParts {
  readonly reader: Connection;
  readonly layouts: Layouts;
  readonly apply: Copies['apply'];
}

interface Kept {
  readonly form: Form;
  readonly current: () => Promise<RecordCache>;
  readonly dirty: Set<string>;
}

/** Forms of designs of which the records are remembered. */
const mostTried = 20;

export function createRecordCaches({ reader, layouts, apply }: RecordCachesParts): RecordCaches {
  const kept = new Map<string, Kept>();
  /** The same as designs read them that are tried. */
  const tried = new BoundedMap<string, Kept>(mostTried);

  function readerOn(from: Connection, served: Served, form: Form): RuleReader {
    const layout = layouts.of(served, form);
    const entries = layout.entries.map(({ field }) => field);
    return ruleReader(from, layout, entries, apply);
  }

  function open(served: Served, form: Form): Kept {
    const source = readerOn(reader, served, form);
    const dirty = new Set<string>();
    let cache: RecordCache | undefined;
    const current = oneAtATime(async () => {
      cache ??= { records: await readAll(source) };
      while (dirty.size > 0) {
        const ids = [...dirty];
        dirty.clear();
        try {
          cache = { records: await readAgain(source, cache.records, ids) };
        } catch (error) {
          for (const id of ids) dirty.add(id);
          throw error;
        }
      }
    });
    return {
      form,
      dirty,
      async current() {
        await current();
        if (!cache) throw new Error('the records were not read');
        return cache;
      },
    };
  }

  return {
    readerOn,
    of(served, form) {
      const was = served.base?.model.formsById.get(form.id);
      if (was && was.hash !== form.hash) {
        const name = `${form.id} ${form.hash} over ${was.hash}`;
        const own = tried.get(name) ?? open(served, form);
        tried.set(name, own);
        return own.current();
      }
      const known = kept.get(form.id);
      // A publish that changed the form changed its table, too.
      const own = known && known.form.hash === form.hash ? known : open(served, form);
      kept.set(form.id, own);
      return own.current();
    },
    follow(changes) {
      for (const { form, record } of changes) {
        kept.get(form)?.dirty.add(record);
        for (const one of tried.values()) if (one.form.id === form) one.dirty.add(record);
      }
    },
  };
}

async function readAll(source: RuleReader): Promise<ReadonlyMap<string, RuleRecord>> {
  const pause = timeSlices();
  const records = new Map<string, RuleRecord>();
  for await (const page of source.pages()) {
    for (const rule of page) records.set(rule.record.id, rule);
    await pause();
  }
  return records;
}

async function readAgain(
  source: RuleReader,
  before: ReadonlyMap<string, RuleRecord>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RuleRecord>> {
  const records = new Map(before);
  const found = new Map((await source.some(ids)).map((rule) => [rule.record.id, rule]));
  for (const id of ids) {
    const rule = found.get(id);
    if (rule) records.set(id, rule);
    else records.delete(id);
  }
  return records;
}
