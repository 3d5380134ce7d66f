import type { Form } from '../../metadata/model.ts';
import type { Call } from '../call/call.ts';
import type { Store } from '../store/record/store.ts';
import type { Column } from './column.ts';
import { type Decision, decideRecord } from './decide-record.ts';
import { findRecords } from './find-records.ts';
import { type Counts, noCounts } from './import-outcome.ts';
import type { FoundSheet } from './read-head.ts';
import type { CellProblem, ReadRecord } from './read-record.ts';
import { type Written, writeRecord } from './write-record.ts';

/** Refusals that another record of the same file may put right, when it comes first. */
const dependent: ReadonlySet<string> = new Set(['reference-unknown', 'still-referred']);

/** Writes records of one file, chunk by chunk, and keeps count. */
export class ImportRun {
  readonly problems: CellProblem[] = [];
  readonly #store: Store;
  readonly #call: Call;
  readonly #form: Form;
  readonly #key: readonly Column[];
  readonly #found: readonly FoundSheet[];
  /** Texts of the first part of every key in the file so far. */
  readonly #numbers = new Set<string>();
  #counts: Counts = noCounts;
  #waiting: ReadRecord[] = [];

  constructor(store: Store, call: Call, form: Form, key: readonly Column[], found: readonly FoundSheet[]) {
    this.#store = store;
    this.#call = call;
    this.#form = form;
    this.#key = key;
    this.#found = found;
  }

  get counts(): Counts {
    return this.#counts;
  }

  /** Records that wait for others of the file. */
  get waiting(): number {
    return this.#waiting.length;
  }

  fail(problems: readonly CellProblem[]): void {
    this.problems.push(...problems);
    this.#counts = { ...this.#counts, failed: this.#counts.failed + 1 };
  }

  async write(records: readonly ReadRecord[]): Promise<void> {
    for (const { key } of records) if (key[0]) this.#numbers.add(key[0]);
    for (const [record, written] of await this.#carryOut(records))
      if (!written.ok && written.problems.some(({ problem }) => dependent.has(problem.code)))
        this.#waiting.push(record);
      else this.#count(written);
  }

  /** A record may refer to one further down: what was refused for that is tried again as long as that helps. */
  async *finish(chunkSize: number): AsyncGenerator<void> {
    for (let last = false; this.#waiting.length > 0; ) {
      const again = this.#waiting;
      this.#waiting = [];
      for (let from = 0; from < again.length; from += chunkSize) {
        const records = again.slice(from, from + chunkSize);
        if (last)
          for (const [, written] of await this.#carryOut(records)) this.#count(this.#forgiven(written));
        else await this.write(records);
        yield;
      }
      last = this.#waiting.length === again.length || this.#call.rehearsal === true;
    }
  }

  async #carryOut(records: readonly ReadRecord[]): Promise<readonly (readonly [ReadRecord, Written])[]> {
    const candidates = await findRecords(
      this.#store,
      this.#call,
      this.#form,
      this.#key,
      this.#found,
      records,
    );
    // Together, so that they share a transaction.
    return Promise.all(
      records.map(async (record) => {
        const decision: Decision = decideRecord(this.#call, this.#form, record, candidates(record));
        return [record, await writeRecord(this.#store, this.#call, this.#form, record, decision)] as const;
      }),
    );
  }

  /** Where nothing is written, what the file itself will bring is not missed. */
  #forgiven(written: Written): Written {
    if (written.ok || !this.#call.rehearsal) return written;
    const problems = written.problems.filter(
      ({ problem: { code, params } }) =>
        code !== 'reference-unknown' || !this.#numbers.has(String(params?.['number'] ?? '')),
    );
    return problems.length > 0 ? { ...written, problems } : { ok: true, did: written.would };
  }

  #count(written: Written): void {
    if (written.ok) this.#counts = { ...this.#counts, [written.did]: this.#counts[written.did] + 1 };
    else this.fail(written.problems);
  }
}
