import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Where } from '../../../metadata/contract/decisions/asked.ts';

/** Under which configuration. */
export interface Configuration {
  /** The moment that is asked about, an instant. */
  readonly at: string | null;
  /** The configuration as it stood then, an instant. */
  readonly asOf: string | null;
  /** Id of a change set, as if it were published. */
  readonly changeSet: string | null;
  /** Id of a design, as if it were published. */
  readonly design: string | null;
  /** Records that are tried instead of what is stored, by name of their form. */
  readonly records: Readonly<Record<string, readonly JsonObject[]>>;
}

export const asItStands: Configuration = {
  at: null,
  asOf: null,
  changeSet: null,
  design: null,
  records: {},
};

/** To questions by their id. */
export type Answers = Readonly<Record<string, boolean>>;

/** More documents than these are a job, and no picture. */
export const mostDocuments = 199;

/** Answers whether a configuration differs from the one that stands now. */
export function isOther(configuration: Configuration): boolean {
  return configuration.asOf !== null || isTrial(configuration);
}

/** Answers whether a configuration has something that nobody published. */
export function isTrial({ changeSet, design, records }: Configuration): boolean {
  return changeSet !== null || design !== null || Object.keys(records).length > 0;
}

/** Answers the parts of a configuration that differ from the one that stands, as decisions are asked. */
export function whereOf(configuration: Configuration): Where {
  const { at, asOf, changeSet, design, records } = configuration;
  const trial = {
    ...(Object.keys(records).length > 0 ? { records } : {}),
    ...(changeSet === null ? {} : { changeSet }),
    ...(design === null ? {} : { design }),
  };
  return {
    ...(at === null ? {} : { at }),
    ...(asOf === null ? {} : { asOf }),
    ...(isTrial(configuration) ? { trial } : {}),
  };
}
