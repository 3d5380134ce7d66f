import type { ValueChange } from '../../metadata/contract/changes/preview.ts';
import type { ChainLink } from '../params/parameter-read.ts';

interface Named {
  readonly number: string;
  readonly name: string;
}

/** What is about to be done to an organisation; `parent` of a move: below whom. */
export interface Becoming {
  readonly action: 'move' | 'enable' | 'disable' | 'delete';
  readonly organisation: Named;
  readonly parent?: Named;
}

/** What would come of it. */
export interface IfOrganisation {
  readonly items: readonly Omit<ValueChange, 'label'>[];
  /** Without those that are hidden. */
  readonly total: number;
  readonly hidden: number;
  /** Programs that read for it. */
  readonly readers: {
    readonly count: number;
    readonly names: readonly string[];
    readonly lastRead: string | null;
  };
  /** Of deleting: organisations directly below. */
  readonly below?: number;
  /** Of deleting: what is set at it, which has to be taken away first. */
  readonly own?: {
    readonly items: readonly OwnValue[];
    readonly total: number;
    readonly hidden: number;
  };
}

/** A value that is set at an organisation. */
export interface OwnValue extends Pick<ChainLink, 'value' | 'validFrom' | 'validTo'> {
  readonly type: string;
  readonly key: string;
  readonly revision: number;
}
