import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import { timeSlices } from '../../../common/time-slices.ts';
import type { Connection } from '../../../database/connection.ts';
import {
  carryOutEffects,
  carryOutSeveral,
  decided,
  type NumberedWrite,
  type Outcome,
} from '../commit/group.ts';
import type { StoreParts } from '../save/parts.ts';
import type { Saved } from '../save/save.ts';
import { planCreate } from '../write/plan-write.ts';

/** So many at once keep what they hold small, and are as quick as more. */
const most = 250;

/** What writes of new records touch beside the tables of their form. */
const beside = ['gj_claim', 'gj_link', 'gj_sequence'];

export interface NewRecordsParts {
  readonly parts: StoreParts;
  readonly tx: Connection;
  readonly call: Call;
  readonly form: Form;
  /** Hears of each that was written or refused, in their order. */
  readonly hear: (index: number, outcome: Outcome<Saved>) => void;
}

/**
 * New records of one form in a transaction that holds more: what they ask is asked for many of them at once, and so are
 * they written. Each finds what those before it wrote, as they are written before anybody reads their tables.
 */
export class NewRecords {
  readonly #given: NewRecordsParts;
  readonly #tables: readonly string[];
  readonly #reader: Connection;
  readonly #pause = timeSlices();
  #waiting: (NumberedWrite<Saved> & { readonly index: number })[] = [];
  #keys = new Set<string>();

  constructor(given: NewRecordsParts) {
    const { parts, tx, call, form } = given;
    this.#given = given;
    this.#tables = [...tablesOf(parts.layout(call, form)), ...beside];
    this.#reader = {
      all: (sql, params) => this.#before(sql).then(() => tx.all(sql, params)),
      first: (sql, params) => this.#before(sql).then(() => tx.first(sql, params)),
      run: (sql, params) => this.#before(sql).then(() => tx.run(sql, params)),
    };
  }

  async add(index: number, revision: number, body: JsonObject): Promise<void> {
    const { parts, tx, call, form, hear } = this.#given;
    const planned = await planCreate(parts, this.#reader, call, form, body);
    await this.#pause();
    if (planned.alone || planned.single) {
      await this.write();
      const effects = await decided(tx, planned, revision);
      await carryOutEffects(tx, effects);
      hear(index, { ok: true, result: effects.result, events: effects.events });
      return;
    }
    if (this.#waiting.length === most || planned.keys.some((key) => this.#keys.has(key))) await this.write();
    this.#waiting.push({ planned, revision, index });
    for (const key of planned.keys) this.#keys.add(key);
  }

  async write(): Promise<void> {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    this.#keys = new Set();
    const outcomes = await carryOutSeveral(this.#given.tx, waiting);
    for (const [at, { index }] of waiting.entries()) {
      const outcome = outcomes[at];
      if (outcome) this.#given.hear(index, outcome);
    }
  }

  async #before(sql: string): Promise<void> {
    if (this.#waiting.length > 0 && this.#tables.some((table) => sql.includes(table))) await this.write();
  }
}

function tablesOf({ tableName, entries }: Tables): readonly string[] {
  return [tableName, ...entries.flatMap(tablesOf)];
}

interface Tables {
  readonly tableName: string;
  readonly entries: readonly Tables[];
}
