import type { Language } from '../../../../metadata/common/label.ts';
import type { SharingStrategy } from '../../../../metadata/source.ts';
import type { Withheld } from '../../../../metadata/withheld.ts';
import type { Call, Served } from '../../../call/call.ts';
import { platformUser, platformUserIn } from '../../../call/system-call.ts';
import type { Connection } from '../../../database/database.ts';
import type { WriteEvent } from '../commit/planned-write.ts';
import { padded } from '../record/insert.ts';
import type { LabelRow, RecordLayout } from '../record/layout.ts';
import type { Layouts } from '../record/layouts.ts';
import { type Manner, mannerOf } from '../sight/manner.ts';
import { isInSight, type Sight, seenAmong, sightOf } from '../sight/sight.ts';

/** A reference as it is answered: shared by all answers, so frozen. */
export interface RecordPointer {
  readonly [member: string]: string | null;
  readonly id: string;
  readonly number: string | null;
  readonly name: string | null;
}

/** The number and the name of a record that others point at, as they are kept in memory. */
class RecordLabel {
  readonly whole: RecordPointer;
  /** Of the form as it was when the label was read: another one may be named by another field. */
  readonly hash: string;
  /** Null: the record is not there. */
  readonly owner: Owner | null;
  readonly sources: LabelRow['sources'];
  readonly #nameEn: string | null;
  /** The parts of the label that were shown so far. */
  #shown: Map<string, RecordPointer> | undefined;
  /** Of callers for whom assignments decide, or what it says: whether they see it. */
  #held: WeakMap<Sight, boolean> | undefined;

  constructor(
    hash: string,
    { sources, nameEn, ...named }: LabelRow & { readonly id: string },
    owner: Owner | null,
  ) {
    this.hash = hash;
    this.whole = Object.freeze(named);
    this.owner = owner;
    this.sources = sources;
    this.#nameEn = nameEn;
  }

  /** A part of it; made once, as the same is shown to many. */
  part(number: boolean, name: boolean, language: Language, withheld?: Withheld): RecordPointer {
    const nameEn = language === 'en' ? this.#nameEn : null;
    if (number && name && nameEn === null && withheld === undefined) return this.whole;
    const key = `${number} ${name} ${name && nameEn !== null} ${withheld ?? ''}`;
    this.#shown ??= new Map();
    let shown = this.#shown.get(key);
    if (!shown) {
      const { whole } = this;
      shown = Object.freeze({
        id: whole.id,
        number: number ? whole.number : null,
        name: name ? (nameEn ?? whole.name) : null,
        ...(withheld === undefined ? {} : { withheld }),
      });
      this.#shown.set(key, shown);
    }
    return shown;
  }

  isSeen(sight: Sight): boolean | undefined {
    if (sight.reach !== 'some') return sight.reach === 'everything';
    if (this.owner === null) return false;
    return isInSight(sight, this.owner) ?? this.#held?.get(sight);
  }

  hold(sight: Sight, held: boolean): void {
    this.#held ??= new WeakMap();
    this.#held.set(sight, held);
  }
}

interface Owner {
  readonly org: string;
  readonly sharing: SharingStrategy;
}

/** Ids whose labels are missing, by form id. */
export type Wanted = Map<string, Set<string>>;

export function want(wanted: Wanted, form: string, id: string): void {
  const ids = wanted.get(form);
  if (ids) ids.add(id);
  else wanted.set(form, new Set([id]));
}

/**
 * Numbers and names of records that others point at, kept in memory: what this node writes is known at once,
 * what others write when `written` is told of it. Who created a record and how it is shared is kept along, so
 * that whether a caller is to see it costs no question.
 */
export interface Labels {
  /**
   * All of it, whoever asks; for the platform's own use, and for who did something. `language` matters to the platform
   * itself alone, which is no record. Default: zh.
   */
  peek(form: string, id: string, language?: Language): RecordPointer | undefined;
  /** As far as the caller may see it, in English by the English name it may have; undefined: not known yet. */
  show(manner: Manner, id: string, language: Language): RecordPointer | undefined;
  /** A user who did something: by name, and where it may be read by number; undefined: not known yet. */
  actor(id: string, numbered: boolean, language: Language): RecordPointer | undefined;
  /** Whether the caller sees the record at all; undefined: not known yet. */
  sees(manner: Manner, id: string): boolean | undefined;
  /** Reads what is missing; where `call` is given, with what `show` has to know of its caller. */
  load(reader: Connection, served: Served, wanted: Wanted, call?: Call): Promise<void>;
  written(events: readonly WriteEvent[]): void;
}

/** A form's labels beyond this are forgotten, all at once. */
const most = 50_000;
const atOnce = 256;
/** A record that is written as often as that while its label is read is answered without one. */
const mostTries = 10;

export function createLabels(layouts: Layouts): Labels {
  const byForm = new Map<string, Map<string, RecordLabel>>();
  /** By form: what is written while labels are read, for each who reads, so that what was so before is not kept. */
  const readings = new Map<string, Set<Set<string>>>();

  function labelsOf(form: string): Map<string, RecordLabel> {
    let labels = byForm.get(form);
    if (!labels) {
      labels = new Map();
      byForm.set(form, labels);
    }
    return labels;
  }

  /** Whether the name may be read, which may be made of other records; undefined: not known yet. */
  function isNamed({ name, namedThrough }: Manner, { sources }: RecordLabel): boolean | undefined {
    if (!namedThrough) return name;
    const seen = namedThrough.map(({ field, form, sight }) => {
      const id = sources[field];
      // A label that was not read along cannot be asked.
      return typeof id === 'string' ? byForm.get(form)?.get(id)?.isSeen(sight) : id === null;
    });
    return seen.includes(false) ? false : seen.includes(undefined) ? undefined : true;
  }

  /** Reads these, and nothing that they take their names from. */
  async function read(reader: Connection, served: Served, wanted: Wanted, call?: Call): Promise<void> {
    for (const [formId, ids] of wanted) {
      const form = served.model.formsById.get(formId);
      const kept = labelsOf(formId);
      if (kept.size > most) kept.clear();
      if (!form) {
        for (const id of ids) kept.set(id, unknown('', id));
        continue;
      }
      let left = [...ids];
      for (let tries = 0; left.length > 0 && tries < mostTries; tries += 1) {
        const written = new Set<string>();
        const others = readings.get(formId) ?? new Set();
        readings.set(formId, others.add(written));
        try {
          const found = await labelsIn(reader, layouts.of(served, form), left);
          if (call) await hold(reader, call, layouts.of(served, form), found);
          for (const id of left) if (!written.has(id)) kept.set(id, found.get(id) ?? unknown(form.hash, id));
        } finally {
          others.delete(written);
        }
        left = left.filter((id) => written.has(id));
      }
    }
  }

  /** Collects the records that these take their names from and that are not known yet. */
  function sourcesOf(call: Call, named: Wanted): Wanted {
    const wanted: Wanted = new Map();
    for (const [formId, ids] of named) {
      const through = mannerOf(call, formId)?.namedThrough ?? [];
      const labels = byForm.get(formId);
      for (const id of through.length > 0 ? ids : [])
        for (const { field, form, sight } of through) {
          const source = labels?.get(id)?.sources[field];
          if (typeof source === 'string' && byForm.get(form)?.get(source)?.isSeen(sight) === undefined)
            want(wanted, form, source);
        }
    }
    return wanted;
  }

  return {
    peek: (form, id, language = 'zh') =>
      id === platformUser.id && form === 'user' ? platformUserIn[language] : byForm.get(form)?.get(id)?.whole,
    show(manner, id, language) {
      if (id === platformUser.id && manner.form === 'user') return platformUserIn[language];
      const label = byForm.get(manner.form)?.get(id);
      if (label?.hash !== manner.hash) return undefined;
      if (label.owner === null || manner.knows(id)) return label.whole;
      const seen = label.isSeen(manner.sight);
      if (seen === undefined) return undefined;
      if (seen) {
        const named = isNamed(manner, label);
        return named === undefined ? undefined : label.part(manner.number, named, language);
      }
      const withheld = manner.sight.reach === 'nothing' ? 'no-right' : 'elsewhere';
      return label.part(manner.publicNumber, false, language, withheld);
    },
    actor(id, numbered, language) {
      if (id === platformUser.id) return platformUserIn[language];
      const label = byForm.get('user')?.get(id);
      return numbered ? label?.whole : label?.part(false, true, language);
    },
    sees: ({ form, sight }, id) => byForm.get(form)?.get(id)?.isSeen(sight),
    async load(reader, served, wanted, call) {
      await read(reader, served, wanted, call);
      // Of what others are called after it matters whether it is seen, and not what it is called after itself.
      if (call) await read(reader, served, sourcesOf(call, wanted), call);
    },
    written(events) {
      for (const { form, record } of events) {
        for (const written of readings.get(form) ?? []) written.add(record);
        byForm.get(form)?.delete(record);
      }
    },
  };
}

async function labelsIn(
  reader: Connection,
  { form, labels }: RecordLayout,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RecordLabel>> {
  const found = new Map<string, RecordLabel>();
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = ids.slice(from, from + atOnce);
    const rows = await reader.all(labels.sql(some.length), padded(some));
    for (const row of rows) {
      const id = String(row['id']);
      const owner = { org: String(row['org']), sharing: row['sharing'] as SharingStrategy };
      found.set(id, new RecordLabel(form.hash, { id, ...labels.label(row) }, owner));
    }
  }
  return found;
}

/** Asks who sees what, where the database decides. */
async function hold(
  reader: Connection,
  call: Call,
  layout: RecordLayout,
  labels: ReadonlyMap<string, RecordLabel>,
): Promise<void> {
  const sight = sightOf(call, layout.form);
  const open = [...labels.values()].flatMap((label) =>
    label.owner && label.isSeen(sight) === undefined ? [{ ...label.owner, id: label.whole.id, label }] : [],
  );
  if (open.length === 0) return;
  const seen = await seenAmong(reader, sight, layout, open);
  for (const { id, label } of open) label.hold(sight, seen.has(id));
}

function unknown(hash: string, id: string): RecordLabel {
  return new RecordLabel(hash, { id, number: null, name: null, nameEn: null, sources: {} }, null);
}
