import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { RecordQuestion } from '../../../../metadata/merge/question.ts';
import type { SharingStrategy } from '../../../../metadata/source.ts';
import type { Refusal } from '../../../common/refusal.ts';

/** One record, as a version of a package brings it. */
export interface ShipmentContent {
  /** Null: always loaded. */
  readonly set: string | null;
  /** By field ids, in wire form; references by number. */
  readonly values: JsonObject;
  /** Null: what the form allows of global, else its default. */
  readonly sharing: SharingStrategy | null;
  readonly enabled: boolean;
  /** Numbers of organisations. */
  readonly assigned: readonly string[];
}

/** The same, with what became of it when it was written: what is still like that was left as shipped. */
export interface LoadedContent extends ShipmentContent {
  readonly stored: JsonObject;
}

/** A record of a package that is to be made, or brought to what a later version says. */
export interface Shipment {
  /** Id of the form. */
  readonly form: string;
  readonly package: string;
  /** Names it inside the package, whatever happens to its number and name. */
  readonly key: string;
  /** Number of the organisation that owns it. */
  readonly org: string;
  readonly content: ShipmentContent;
  /** Absent: it is new. */
  readonly known?: KnownShipment;
}

/** A record that a package brought before. */
export interface KnownShipment {
  readonly record: string;
  readonly loaded: LoadedContent;
  /** The package brought it no more: it was kept and marked, or taken away. Default: neither. */
  readonly dropped?: 'kept' | 'taken';
}

export interface ShipmentOutcome {
  /** `kept`: there was nothing to write, or nothing that could be; `gone`: somebody took the record away. */
  readonly outcome: 'created' | 'changed' | 'kept' | 'gone';
  /** As kept from now on; absent when it could not be made. */
  readonly known?: KnownShipment;
  /** Refusals of the parts that could not be done; the rest was. */
  readonly refusals: readonly Refusal[];
  /** Ids of fields that the package and people both changed, each otherwise: people’s values stay. Default: none. */
  readonly customised?: readonly string[];
  /**
   * Questions that have to be decided, or were: with what the package says now the record would not be valid. Default:
   * none.
   */
  readonly questions?: readonly RecordQuestion[];
}
