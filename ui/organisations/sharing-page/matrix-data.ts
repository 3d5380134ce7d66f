import type { ReactiveControllerHost } from 'lit';
import type { PairAnswer } from '../../../rules/sharing/contract.ts';
import type { How } from '../../../rules/sharing/how.ts';
import { session } from '../../session/session.ts';
import { holdingsOf, assignRounds as passOn, withdrawFrom } from '../sharing/sharing-calls.ts';
import { actsFor, type SharingOrg, type SharingOrgs } from '../sharing/sharing-orgs.ts';
import { type AssignedRecord, assignRounds, cut } from '../sharing/sharing-rounds.ts';

/** By organisation: how it uses a record. */
export type Holders = ReadonlyMap<string, How>;

/** So many records are asked about at once. */
const atOnce = 4;

/** Who uses which record, read row by row as rows come into sight. */
export class MatrixData {
  readonly #host: ReactiveControllerHost;
  readonly #form: () => string;
  readonly #known = new Map<string, Holders>();
  /** In the order in which they are to be asked for: those in sight last came into it. */
  #wanted: string[] = [];
  #asking = 0;
  failure: unknown = null;

  constructor(host: ReactiveControllerHost, form: () => string) {
    this.#host = host;
    this.#form = form;
  }

  /** Undefined: it is on its way. */
  holdersOf(record: string): Holders | undefined {
    return this.#known.get(record);
  }

  /** Asks for those that are not known, instead of all that were wanted before. */
  want(records: readonly string[]): void {
    this.#wanted = records.filter((id) => !this.#known.has(id));
    while (this.#asking < atOnce && this.#wanted.length > 0) void this.#ask();
  }

  async #ask(): Promise<void> {
    this.#asking += 1;
    for (let id = this.#wanted.shift(); id !== undefined; id = this.#wanted.shift()) {
      try {
        const { items } = await holdingsOf(this.#form(), id);
        this.#known.set(id, new Map(items.map(({ org, how }) => [org.id ?? '', how])));
        this.failure = null;
      } catch (failure) {
        this.failure = failure;
        this.#wanted = [];
      }
      this.#host.requestUpdate();
    }
    this.#asking -= 1;
  }

  /** What is known of these is old. */
  forget(records: Iterable<string>): void {
    for (const id of records) this.#known.delete(id);
  }

  assign(
    records: readonly AssignedRecord[],
    orgs: readonly SharingOrg[],
    { byId }: SharingOrgs,
  ): Promise<readonly PairAnswer[]> {
    return passOn(this.#form(), assignRounds(records, orgs, byId, session.org?.number ?? ''));
  }

  /** Each in the name of its creator, where one may act for that one; with what went on to those below. */
  async withdraw(
    records: readonly AssignedRecord[],
    orgs: readonly SharingOrg[],
  ): Promise<readonly PairAnswer[]> {
    const caller = session.org?.number ?? '';
    const byActor = Map.groupBy(records, ({ creator }) => (actsFor(creator) ? (creator ?? caller) : caller));
    const answers: PairAnswer[] = [];
    for (const [by, some] of byActor)
      for (const round of cut({ by, records: some, orgs }))
        answers.push(...(await withdrawFrom(this.#form(), round, true)));
    return answers;
  }
}
