import type { Form } from '../../../metadata/model.ts';
import { everybodys, type SharingStrategy } from '../../../metadata/sharing-strategies.ts';
import type { Call } from '../../call/call.ts';
import type { Connection } from '../../database/database.ts';
import { Refusal } from '../../refusal.ts';
import { decided } from '../commit/decided.ts';
import type { Draft, Statement, WriteEvent } from '../commit/draft.ts';
import { carryOutEffects } from '../commit/group.ts';
import type { ShipmentContent } from '../record/shipment.ts';
import type { Stored } from '../record/stored.ts';
import type { Unchanged } from '../save/action-call.ts';
import type { StoreParts } from '../save/parts.ts';
import type { Saved } from '../save/save.ts';

/** A transaction in which several records of packages are written one after another. */
export interface ShipmentWork {
  readonly parts: StoreParts;
  readonly tx: Connection;
  readonly call: Call;
  readonly events: WriteEvent[];
  /** The next one that is free. */
  revision: number;
}

/** One write and what goes along with it; nothing of it is done when `along` refuses. */
export async function writeIn(
  work: ShipmentWork,
  draft: Draft<Saved> | Unchanged,
  along: (stored: Stored) => Promise<readonly Statement[]> = async () => [],
): Promise<Stored> {
  if ('unchanged' in draft) return draft.unchanged;
  const effects = await decided(work.tx, draft, work.revision);
  const { stored } = effects.result;
  const more = await along(stored);
  await carryOutEffects(work.tx, { ...effects, statements: [...effects.statements, ...more] });
  work.revision += 1;
  work.events.push(...effects.events);
  return stored;
}

/** What is refused is noted, and the transaction goes on. */
export async function attempt<T>(refusals: Refusal[], step: () => Promise<T>): Promise<T | undefined> {
  try {
    return await step();
  } catch (failure) {
    if (!(failure instanceof Refusal)) throw failure;
    refusals.push(failure);
    return undefined;
  }
}

/** How a record of a package is shared: global unless it says otherwise or its form forbids. */
export function sharingOf(form: Form, { sharing }: ShipmentContent): SharingStrategy {
  const { allowed = [], default: usual = everybodys } = form.sharing ?? {};
  return sharing ?? (allowed.includes(everybodys) ? everybodys : usual);
}
