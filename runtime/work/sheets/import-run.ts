import { append } from '../../../metadata/common/append.ts';
import type { Problem } from '../../../metadata/common/issue.ts';
import type { Label, Language } from '../../../metadata/common/label.ts';
import type { Form } from '../../../metadata/model.ts';
import { mostTakenBack, type RecordChange } from '../../../metadata/record-change.ts';
import type { Call } from '../../call/call.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { type Column, say } from './book/column.ts';
import { type Decision, decideRecord, ownerOf } from './decide-record.ts';
import { findRecords } from './find-records.ts';
import { knownFiles } from './known-files.ts';
import { type Meant, NameFinder } from './name-finder.ts';
import type { FoundSheet } from './read-head.ts';
import { type CellProblem, type NotedColumns, placeProblem, type ReadRecord } from './read-record.ts';
import { titleOf, type Waiting, WithinFile } from './within-file.ts';
import { besides, type Written, writeRecord } from './write-record.ts';
import type { FileBringer } from './zip/bring-files.ts';

/** The counts of an import or of its rehearsal, by outcome of the records. */
export interface Counts {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly deleted: number;
  readonly failed: number;
}

const noCounts: Counts = { created: 0, updated: 0, unchanged: 0, deleted: 0, failed: 0 };

export interface ImportOutcome {
  readonly counts: Counts;
  /** Everything that was wrong, cell by cell. */
  readonly problems: readonly CellProblem[];
  /** Sheets of the file, by whose columns problems are told. */
  readonly found: readonly FoundSheet[];
  /** About the file: what was left out. */
  readonly warnings: readonly Problem[];
  /** About records that were written: each once. */
  readonly notes: readonly Note[];
  /** The records that were written, to be taken back together; null: they are too many for that. */
  readonly changes: readonly RecordChange[] | null;
  /** The user's file with its wrong cells marked; absent when nothing was wrong. */
  readonly marked?: Uint8Array<ArrayBuffer>;
}

/** What was said of several records alike. */
export interface Note {
  readonly problem: Problem;
  readonly records: number;
  /** What the first of them are called; their rows, where the platform is to number them. */
  readonly named: readonly Label[];
}

/** A note names so many of its records. */
const mostNamed = 3;
/** So many different ones are told: a long file is not drowned in them. */
const mostNotes = 20;

interface ImportedFile {
  readonly key: readonly Column[];
  readonly found: readonly FoundSheet[];
  readonly meant: Meant;
  readonly files: FileBringer;
}

/** A record of the file with what becomes of it, and the files that were brought for that. */
interface Decided {
  readonly record: ReadRecord;
  readonly decision: Decision;
  readonly uploads: readonly string[];
}

/** Refusals that another record of the same file may put right, when it comes first. */
const dependent: ReadonlySet<string> = new Set([
  ...['reference-unknown', 'still-referred', 'tree-loop'],
  ...['unique-taken', 'number-taken', 'number-taken-elsewhere'],
]);

/** A value that another record has, which may leave it. */
function isTaken({ code }: Problem): boolean {
  return code === 'unique-taken' || code === 'number-taken' || code === 'number-taken-elsewhere';
}

/** Writes records of one file, chunk by chunk, and keeps count. */
export class ImportRun {
  readonly problems: CellProblem[] = [];
  readonly #store: Store;
  readonly #call: Call;
  readonly #form: Form;
  readonly #key: readonly Column[];
  readonly #found: readonly FoundSheet[];
  readonly #within: WithinFile;
  readonly #names: NameFinder;
  readonly #files: FileBringer;
  #counts: Counts = noCounts;
  #waiting: Waiting[] = [];
  readonly #notes = new Map<string, Note>();
  #changes: RecordChange[] | null = [];

  constructor(store: Store, call: Call, form: Form, { key, found, meant, files }: ImportedFile) {
    this.#store = store;
    this.#call = { ...call, together: new Map() };
    this.#form = form;
    this.#key = key;
    this.#found = found;
    this.#files = files;
    this.#names = new NameFinder(store, call, meant);
    this.#within = new WithinFile(form, found);
  }

  get counts(): Counts {
    return this.#counts;
  }

  get notes(): readonly Note[] {
    return [...this.#notes.values()];
  }

  get changes(): readonly RecordChange[] | null {
    return this.#changes;
  }

  /** Records that wait for others of the file. */
  get waiting(): number {
    return this.#waiting.length;
  }

  fail(problems: readonly CellProblem[]): void {
    append(this.problems, problems);
    this.#counts = { ...this.#counts, failed: this.#counts.failed + 1 };
  }

  async write(records: readonly ReadRecord[]): Promise<void> {
    for (const record of records) this.#within.add(record);
    for (const [record, written] of await this.#writeAll(records)) {
      const judged = this.#call.rehearsal ? this.#within.judge(record, written) : written;
      if (!judged.ok && judged.problems.some(({ problem }) => dependent.has(problem.code)))
        this.#waiting.push([record, judged]);
      else await this.#count(judged, record);
    }
  }

  /**
   * A record may refer to one further down, or be given a value that one further down gives up: what was refused for that
   * is tried again as long as that helps, from the end and from the front in turn, as values often move along a file.
   */
  async *finish(chunkSize: number): AsyncGenerator<void> {
    const settled: Waiting[] = [];
    for (let before = Number.POSITIVE_INFINITY; this.#waiting.length > 0 && this.#waiting.length < before; ) {
      before = this.#waiting.length;
      const again = this.#waiting.toReversed();
      this.#waiting = [];
      for (let from = 0; from < again.length; from += chunkSize) {
        const chunk = again.slice(from, from + chunkSize);
        if (this.#call.rehearsal) append(settled, await this.#tryAgain(chunk));
        else await this.write(chunk.map(([record]) => record));
        yield;
      }
    }
    append(settled, this.#waiting);
    this.#waiting = [];
    const judged = await this.#within.settle(settled, this.#call.rehearsal === true);
    for (const [record, written] of judged) await this.#count(written, record);
  }

  /** Answers those whose references alone are still to come with the file: nothing is written that they could find. */
  async #tryAgain(waiting: readonly Waiting[]): Promise<readonly Waiting[]> {
    // What only the file stands against was judged with all it takes; a record that is new would stand beside itself.
    const isJudged = ([, { would, problems }]: Waiting) =>
      would === 'created' && problems.every(({ problem }) => problem.code === 'tree-loop');
    const settled = waiting.filter(isJudged);
    for (const one of await this.#withTheRest(waiting.filter((one) => !isJudged(one)))) {
      const [record, { problems, would, warnings = [] }] = one;
      if (problems.some(({ problem }) => isTaken(problem))) this.#waiting.push(one);
      else if (problems.length > 0) settled.push(one);
      else await this.#count({ ok: true, did: would, warnings }, record);
    }
    return settled;
  }

  /** Judges all else in records whose references are to come with the file: a record is refused for these first. */
  async #withTheRest(waiting: readonly Waiting[]): Promise<readonly Waiting[]> {
    const again = await this.#writeAll(waiting.map((one) => this.#within.withoutNeeded(one)));
    return waiting.map(([record, refused], at) => {
      const [, judged] = again[at] ?? [];
      if (!judged) return [record, refused];
      const { warnings = [] } = judged;
      const problems = refused.problems.filter(({ problem }) => !isTaken(problem));
      if (judged.ok) return [record, { ...refused, problems, warnings }];
      const more = problems.length === 0 ? judged.problems : besides(problems, judged.problems);
      return [record, { ...refused, problems: [...problems, ...more], warnings }];
    });
  }

  async #writeAll(all: readonly ReadRecord[]): Promise<readonly (readonly [ReadRecord, Written])[]> {
    const records = await this.#names.resolve(all);
    const candidates = await findRecords(this.#store, {
      call: this.#call,
      form: this.#form,
      key: this.#key,
      found: this.#found,
      records,
    });
    const filed = await Promise.all(
      records.map(async (record) => {
        const there = candidates(record);
        return {
          record: await knownFiles(record, [...there.own, ...there.foreign], this.#files.isSame),
          there,
        };
      }),
    );
    const decided: (Decided & { readonly noted: NotedColumns })[] = [];
    for (const { record, there } of filed) {
      const noted: NotedColumns = { unused: new Set(), emptied: new Set() };
      const decision = decideRecord(this.#call, this.#form, record, there, noted);
      decided.push({ ...(await this.#broughtFor(record, decision)), noted });
    }
    // Together, so that they share a transaction.
    return Promise.all(
      decided.map(async ({ record, decision, uploads, noted }, at) => {
        const written = await writeRecord(this.#store, this.#call, this.#form, record, decision);
        if (!written.ok || this.#call.rehearsal) await this.#files.giveUp(uploads, this.#call.user.id);
        // A record that waits is looked for again, by the names it has in the file.
        return [all[at] ?? record, withNotes(written, noted)] as const;
      }),
    );
  }

  /** The files that a record is to have are there before it is written, so that it is judged with them. */
  async #broughtFor(record: ReadRecord, decision: Decision): Promise<Decided> {
    const first = record.row ?? record.rows.flat()[0];
    const writing = decision.kind === 'wrong' ? decision.rest : decision;
    if (!first || (writing?.kind !== 'create' && writing?.kind !== 'change'))
      return { record, decision, uploads: [] };
    const org = writing.kind === 'create' ? writing.org : ownerOf(writing.current);
    const asked = { call: this.#call, form: this.#form, org };
    const { body, problems, uploads } = await this.#files.bring(asked, writing.body);
    const rest = { ...writing, body };
    const known = decision.kind === 'wrong' ? decision.problems : [];
    const placed = problems.map((problem) => placeProblem(problem, writing.placed, first));
    if (known.length + placed.length === 0) return { record, decision: rest, uploads };
    return { record, decision: { kind: 'wrong', problems: [...known, ...placed], rest }, uploads };
  }

  async #count(written: Written, record: ReadRecord): Promise<void> {
    if (written.change && !this.#call.rehearsal) this.#remember(written.change);
    if (written.ok) {
      this.#within.come(record, written.did);
      this.#counts = { ...this.#counts, [written.did]: this.#counts[written.did] + 1 };
      this.#note(written.warnings ?? [], aboutOf(this.#form, record), record.row?.at);
      return;
    }
    const about = aboutOf(this.#form, record);
    const problems: CellProblem[] = [];
    for (const problem of written.problems)
      problems.push({ ...(await this.#withNear(problem)), ...(about === '' ? {} : { about }) });
    this.fail(problems);
  }

  #remember(change: RecordChange): void {
    if (this.#changes?.length === mostTakenBack) this.#changes = null;
    this.#changes?.push(change);
  }

  #note(warnings: readonly Problem[], about: string, at?: number): void {
    const own = new Map(warnings.map((one) => [JSON.stringify([one.code, one.params ?? {}]), one]));
    for (const [key, problem] of own) {
      const { records, named } = this.#notes.get(key) ?? { records: 0, named: [] };
      if (records === 0 && this.#notes.size >= mostNotes) continue;
      const called = about === '' && at !== undefined ? rowCalled(at) : { zh: about, en: about };
      const isNamed = called.en !== '' && named.length < mostNamed;
      this.#notes.set(key, { problem, records: records + 1, named: isNamed ? [...named, called] : named });
    }
  }

  /** Of a record nobody knows, which may have been meant. */
  async #withNear(one: CellProblem): Promise<CellProblem> {
    const { code, params } = one.problem;
    const columns = this.#found.find(({ index }) => index === one.sheet)?.columns;
    const form = one.column === null ? undefined : columns?.[one.column]?.points?.(null);
    if (code !== 'reference-unknown' || form === undefined || typeof params?.['number'] !== 'string')
      return one;
    const text = params['number'];
    const near = await this.#names.near(form, text);
    if (near.length === 0) return one;
    const problem = { ...one.problem, params: { ...params, near: [...near] } };
    return { ...one, problem, nearly: { form, text, names: near } };
  }
}

/** What the file says in columns that are not read, and what it empties, is told with what the record itself warns of. */
function withNotes(written: Written, { unused, emptied }: NotedColumns): Written {
  const note = (code: string) => (column: Column) => ({
    path: '',
    code,
    params: { column: { ...column.label } },
  });
  const notes: readonly Problem[] = [
    ...[...emptied].map(note('sheet-value-emptied')),
    ...[...unused].map(note('sheet-column-unused')),
  ];
  if (!written.ok || notes.length === 0) return written;
  return { ...written, warnings: [...(written.warnings ?? []), ...notes] };
}

/** Names a record of the file: by its key, and its title where that is another column. */
function aboutOf(form: Form, record: ReadRecord): string {
  const key = record.id === undefined ? record.key : [];
  return [...new Set([...key, titleOf(form, record)])]
    .filter((text) => text !== undefined && text !== '')
    .join(' ');
}

/** As sheet programs count rows. */
function rowCalled(at: number): Label {
  const said = (language: Language) => say('sheet-row', { row: at + 1 }, language);
  return { zh: said('zh'), en: said('en') };
}
