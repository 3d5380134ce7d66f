import type { Call } from '../../call/call.ts';
import { aloneDraft } from '../commit/draft.ts';
import type { Shipment, ShipmentOutcome } from '../record/shipment.ts';
import type { StoreParts } from '../save/parts.ts';
import { loadAgain } from './load-again.ts';
import { loadNew } from './load-new.ts';
import type { ShipmentWork } from './shipment-work.ts';

/** A record takes at most so many revisions: for its values, its sharing, being enabled, and being assigned. */
const steps = 4;

/** Records of packages in one transaction, with their origins; what one of them is refused stops no other. */
export function loadShipments(
  parts: StoreParts,
  call: Call,
  shipments: readonly Shipment[],
): Promise<readonly ShipmentOutcome[]> {
  const draft = aloneDraft(call.served.revision, 'packages', async (tx, first) => {
    const work: ShipmentWork = { parts, tx, call, events: [], revision: first };
    const result: ShipmentOutcome[] = [];
    for (const shipment of shipments) {
      const form = call.served.model.formsById.get(shipment.form);
      if (!form) throw new Error(`no form ${shipment.form}`);
      const { known } = shipment;
      result.push(await (known ? loadAgain(work, form, shipment, known) : loadNew(work, form, shipment)));
    }
    return { statements: [], inserts: [], events: work.events, result };
  });
  return parts.writer.write({ ...draft, size: shipments.length * steps });
}
