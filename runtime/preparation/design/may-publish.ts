import { rolesSaidOtherwise } from '../../../metadata/design/steps/said-of-roles.ts';
import type { Call } from '../../call/call.ts';
import type { Design } from './design.ts';
import type { Folded } from './fold.ts';
import type { Ground } from './layers.ts';
import { designForbidden, designRights } from './refusals.ts';
import { placesOf } from './step-places.ts';

/** Refuses to publish a design whose forms the caller may not all publish. */
export function refuseUnlessMayPublish(
  { rights, served }: Call,
  { design, folded, ground }: { readonly design: Design; readonly folded: Folded; readonly ground: Ground },
): void {
  for (const { step } of folded.steps) {
    const layer = ground.layerOf(design, step, folded.layers);
    const files = folded.layers.get(layer) ?? ground.files(layer);
    const place = placesOf(step, layer, files, served.model).find((one) => !rights.designs('publish', one));
    if (place) throw designForbidden({ target: place.form ?? place.menu ?? layer });
  }
  // Only a person who gives rights decides who sees what: nobody gives himself a field by designing its form.
  if (rights.administers) return;
  for (const [layer, files] of folded.layers) {
    const target = rolesSaidOtherwise(ground.files(layer), files);
    if (target !== undefined) throw designRights({ target });
  }
}
