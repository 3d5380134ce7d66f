import type { Call } from '../../call/call.ts';
import { aloneDraft } from '../commit/draft.ts';
import type { Shipment, Shipping } from '../record/shipment.ts';
import type { StoreParts } from '../save/parts.ts';
import { shipLater } from './ship-later.ts';
import { shipNew } from './ship-new.ts';
import type { ShipWork } from './ship-work.ts';

/** A record takes at most so many revisions: for its values, its sharing, being enabled, and being assigned. */
const steps = 4;

/** Records of packages in one transaction, with their origins; what one of them is refused stops no other. */
export function ship(
  parts: StoreParts,
  call: Call,
  shipments: readonly Shipment[],
): Promise<readonly Shipping[]> {
  const draft = aloneDraft(call.served.revision, 'packages', async (tx, first) => {
    const work: ShipWork = { parts, tx, call, events: [], revision: first };
    const result: Shipping[] = [];
    for (const shipment of shipments) {
      const form = call.served.model.formsById.get(shipment.form);
      if (!form) throw new Error(`no form ${shipment.form}`);
      const { known } = shipment;
      result.push(await (known ? shipLater(work, form, shipment, known) : shipNew(work, form, shipment)));
    }
    return { statements: [], inserts: [], events: work.events, result };
  });
  return parts.writer.write({ ...draft, size: shipments.length * steps });
}
