import type { Now, Served } from '../../call/call.ts';
import type { Rights } from '../../call/rights.ts';
import type { Connection } from '../../database/connection.ts';
import type { Readers } from '../../params/readers/readers.ts';
import type { OpenStore } from '../../storage/store/create-store.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { Matching } from '../match/create-matching.ts';
import type { TryCases } from './cases-under.ts';
import type { NamedDesigns } from './named-design.ts';

/** The parts that change sets are made with. */
export interface ChangesParts {
  readonly store: Store;
  readonly database: Connection;
  readonly newId: () => string;
  /** Closes what nobody is to read. */
  readonly seal: (plain: string) => string;
  readonly matching: Pick<Matching, 'readRules' | 'tryRules'>;
  /** The programs that read each parameter. */
  readonly readers: Readers;
  /** Tries cases as if a set were published. Default: none is tried. */
  readonly tryCases?: TryCases;
  /** Designs that sets name. Default: there are none. */
  readonly designs?: NamedDesigns;
  /** Writes in the transaction that publishes a design. Default: there are none. */
  readonly togetherIn?: OpenStore['togetherIn'];
  served(): Served;
  /** Serves, when it is fulfilled, all that was committed before. */
  catchUp(): Promise<void>;
  now(org: string): Now;
  /** Answers the rights that a user, by id, has at this moment; null: there is none, or he is disabled. */
  rightsOf(user: string): Promise<Rights | null>;
}
