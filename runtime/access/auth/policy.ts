import type { Json } from '../../../metadata/common/json.ts';
import type { Now, Served } from '../../call/call.ts';
import { systemCall } from '../../call/system-call.ts';
import type { Store } from '../../storage/store/record/store.ts';

/** The part of the tenant's settings that is about signing in. */
interface Policy {
  /** Seconds a session lasts without use. */
  readonly idle: number;
  /** Characters of the shortest password somebody may choose. */
  readonly shortest: number;
  /** Failed sign-ins of a user that cost nothing. */
  readonly attempts: number;
}

/** The policy where the setting is silent. */
const usualPolicy: Policy = { idle: 12 * 3600, shortest: 12, attempts: 10 };

export const settingsForm = 'tenant-settings';

export interface PolicyParts {
  readonly store: Store;
  served(): Served;
  now(org: string): Now;
}

export interface PolicyKeeper {
  current(): Promise<Policy>;
  /** The setting was written. */
  changed(): void;
}

export function createPolicy({ store, served, now }: PolicyParts): PolicyKeeper {
  let kept: Promise<Policy> | undefined;

  async function read(): Promise<Policy> {
    const model = served();
    const form = model.model.formsById.get(settingsForm);
    if (!form) return usualPolicy;
    const setting = await store.setting(systemCall(model, now(model.orgs.root)), form);
    return {
      idle: number(setting['sessionHours'], usualPolicy.idle / 3600) * 3600,
      shortest: number(setting['passwordLength'], usualPolicy.shortest),
      attempts: number(setting['signInAttempts'], usualPolicy.attempts),
    };
  }

  return {
    current() {
      kept ??= read().catch((error: unknown) => {
        kept = undefined;
        throw error;
      });
      return kept;
    },
    changed() {
      kept = undefined;
    },
  };
}

function number(value: Json | undefined, usual: number): number {
  return typeof value === 'number' ? value : usual;
}
