import type { ReactiveControllerHost } from 'lit';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { everybodys, type SharingStrategy } from '../../../metadata/common/sharing-strategies.ts';
import type { SharingConsequences } from '../../../metadata/contract/records/actions.ts';
import type { Holding } from '../../../rules/sharing/contract.ts';
import type { SharingPage } from '../../../rules/sharing/how.ts';
import { strategy } from '../../../rules/sharing/index.ts';
import { heldThrough } from '../../condition/held-through.ts';
import { Loading } from '../../kit/loading.ts';
import type { FormModel } from '../../model/form-model.ts';
import { session } from '../../session/session.ts';
import {
  actOnSharing,
  holdingsOf,
  previewOnSharing,
  recordFor,
  type SharingRequest,
} from './sharing-calls.ts';
import { actsFor } from './sharing-orgs.ts';
import { assignedRecord, holdableOf } from './sharing-records.ts';
import { type AssignedRecord, type AssignRound, cut } from './sharing-rounds.ts';

type SharingAction = SharingRequest['action'];

/** The sharing of one record: who uses it, and what this person may do about it. */
export class SharingOfRecord {
  /** The organisations that use the record: so many, or all there are. */
  readonly loading: Loading<SharingPage<Holding>, { readonly record: JsonObject; readonly most: number }>;
  #form: FormModel | null = null;
  #record: JsonObject = {};

  constructor(host: ReactiveControllerHost) {
    this.loading = new Loading(host, {
      key: null,
      keeps: true,
      load: ({ record, most }) => holdingsOf(this.#form?.name ?? '', String(record['id']), most),
    });
  }

  get holdings(): readonly Holding[] {
    return this.loading.value?.items ?? [];
  }
  /** The number of organisations that use the record; null: not known yet. */
  get total(): number | null {
    const { value } = this.loading;
    return value ? (value.total ?? value.items.length) : null;
  }
  get known(): AssignedRecord & { readonly sharing: SharingStrategy } {
    const found = this.#form ? assignedRecord(holdableOf(this.#form, this.#record)) : null;
    return { id: '', number: null, name: null, ...found, sharing: found?.sharing ?? everybodys };
  }
  get creator(): { readonly id: string; readonly number: string; readonly name: string } {
    return this.#record['org'] as never;
  }
  get personalised(): boolean {
    const { id } = session.org ?? {};
    return this.holdings.some(({ org, personalised }) => personalised && org.id === id);
  }
  /** Whether all organisations that use the record are listed. */
  get complete(): boolean {
    return this.total !== null && this.holdings.length >= this.total;
  }
  get holders(): ReadonlyMap<string, string | null> {
    return new Map(
      this.holdings.flatMap(({ how, org, by }) =>
        how === 'assigned' && org.id ? [[org.id, by?.id ?? null] as const] : [],
      ),
    );
  }
  /** All who hold it now, as a change names those it is withdrawn from: whoever is assigned meanwhile stays. */
  get withdrawable(): readonly { readonly id: string }[] {
    return [...this.holders.keys()].map((id) => ({ id }));
  }

  /** In whose name it is passed on and taken back: the creator where one may, else the organisation one works for. */
  get actor(): string {
    return actsFor(this.creator?.number) ? this.creator.number : (session.org?.number ?? '');
  }
  get actsForCreator(): boolean {
    return actsFor(this.creator?.number);
  }
  get assignable(): boolean {
    const { assigner } = strategy(this.known.sharing);
    if (!this.#form?.can.has('assign') || assigner === null) return false;
    return this.actsForCreator || (assigner === 'parent' && this.holders.has(session.org?.id ?? ''));
  }
  /** The organisations one may withdraw it from: all, or those that hold it through the organisation one works for. */
  get withdrawableFrom(): ReadonlySet<string> {
    const { holders } = this;
    return this.actsForCreator
      ? new Set(holders.keys())
      : heldThrough(holders, new Set([session.org?.id ?? '']));
  }
  /** Answers whether this person may do an action to the record; assigning has `assignable`. */
  may(action: 'share' | 'transfer' | 'personalise'): boolean {
    if (!this.#form?.can.has(action)) return false;
    if (action === 'transfer') return this.actsForCreator;
    if (action === 'share') return this.actsForCreator && (this.#form.sharing?.allowed.length ?? 0) > 1;
    return (
      strategy(this.known.sharing).personalisable &&
      this.creator?.id !== session.org?.id &&
      this.holders.has(session.org?.id ?? '')
    );
  }

  async load(form: FormModel, record: JsonObject): Promise<void> {
    this.#form = form;
    this.#record = record;
    const most = strategy(this.known.sharing).assigner === null ? 1 : Infinity;
    await this.loading.load({ record, most });
  }

  /** The rest of many. */
  async loadAll(): Promise<void> {
    if (!this.complete && !this.loading.busy)
      await this.loading.load({ record: this.#record, most: Infinity });
  }

  /** The calls that take it back from organisations, by their ids. */
  withdrawal(orgs: ReadonlySet<string>): readonly AssignRound[] {
    const named = this.holdings.flatMap(({ org }) =>
      org.id !== null && orgs.has(org.id) ? [{ ...org, id: org.id }] : [],
    );
    return cut({ by: this.actor, records: [this.known], orgs: named });
  }

  /** Does an action; the record that it answers is the one from then on. */
  async act(action: SharingAction, body: JsonObject = {}): Promise<void> {
    this.#record = await actOnSharing(await this.#request(action), body);
  }

  /** Reads again which organisations use the record. */
  async reload(): Promise<void> {
    if (this.#form) await this.load(this.#form, this.#record);
  }

  /** Answers the consequences of an action; the server refuses where it cannot be done. */
  async preview(
    action: 'change-sharing' | 'transfer',
    body: JsonObject,
    signal: AbortSignal,
  ): Promise<{ readonly consequences?: SharingConsequences }> {
    return previewOnSharing(await this.#request(action), body, signal);
  }

  /** Based on the version that is shown; an own copy is not what sharing changes. */
  async #request(action: SharingAction): Promise<SharingRequest> {
    const form = this.#form?.name ?? '';
    const { id } = this.known;
    if (action === 'personalise' || action === 'depersonalise')
      return { form, action, record: await recordFor(form, id, 'use', undefined) };
    const org = this.creator.number;
    const record =
      this.#record['personalised'] === true
        ? await recordFor(form, id, 'manage', org)
        : { id, revision: Number(this.#record['revision']) };
    return { form, action, record, org };
  }
}
