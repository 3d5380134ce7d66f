import type { Problem } from '../../../metadata/common/issue.ts';
import type { AppendedSteps } from '../../../metadata/contract/design/calls.ts';
import type { NewVersions } from '../../../metadata/contract/design/parts.ts';
import type { LayerFiles } from '../../../metadata/design/apply-step.ts';
import { type LogEntry, stepsOf, type TakenStep } from '../../../metadata/design/design-log.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { conflict } from '../../../metadata/design/touches.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import { isNewerVersion, isVersion } from '../../../metadata/model/layers/versions.ts';
import type { Call } from '../../call/call.ts';
import type { Design } from './design.ts';
import type { Folded } from './fold.ts';
import { type Ground, isOwn } from './layers.ts';
import { designConflict, designForbidden, layerForeign, versionsWrong } from './refusals.ts';
import { placesOf } from './step-places.ts';
import { newVersions } from './to-install.ts';

/** Refuses a step about what the caller may not design. */
export function refuseWithoutRight(call: Call, step: DesignStep, layer: string, files: LayerFiles): void {
  const { rights, served } = call;
  const forbidden = placesOf(step, layer, files, served.model).find(
    (place) => !rights.designs('design', place),
  );
  if (forbidden) throw designForbidden({ target: forbidden.form ?? forbidden.menu ?? layer });
}

/** Refuses steps in packages that somebody else answers for. */
export function refuseForeign(design: Design, steps: readonly DesignStep[], { installed }: Ground): void {
  for (const { layer = design.layer } of steps) if (!isOwn(layer, installed)) throw layerForeign({ layer });
}

/** Refuses versions of packages that are not written here, or lower ones than the design asks for. */
export function refuseVersions(
  versions: NewVersions,
  { folded, ground }: { readonly folded: Folded; readonly ground: Ground },
): void {
  const coming = newVersions(folded, ground);
  const flaws = Object.entries(versions).flatMap(([name, { version }]): readonly Problem[] => {
    if (name === localPackage || !isOwn(name, ground.installed)) throw layerForeign({ layer: name });
    if (version === undefined) return [];
    const path = `/versions/${name}/version`;
    if (!isVersion(version)) return [{ path, code: 'not-a-version', params: { version } }];
    const least = coming.find((one) => one.package === name)?.least;
    if (least === undefined || !isNewerVersion(least, version)) return [];
    return [{ path, code: 'version-too-low', params: { package: name, least } }];
  });
  if (flaws.length > 0) throw versionsWrong({}, flaws);
}

/**
 * Refuses steps that contradict those that somebody else took after what the sender has seen, or that he took himself on
 * another page.
 */
export function refuseOvertaken(
  { layer }: Design,
  log: readonly LogEntry[],
  { seen, own, steps }: AppendedSteps,
  user: string,
): void {
  const isSenders = ({ n, by }: TakenStep) => by.id === user && (own?.includes(n) ?? true);
  const others = stepsOf(log).filter((one) => one.n > seen && !isSenders(one));
  if (others.length === 0) return;
  const inLayer = (step: DesignStep): DesignStep => ({ ...step, layer: step.layer ?? layer });
  const problems = steps.flatMap((step, at): readonly Problem[] => {
    for (const other of others.toReversed()) {
      const target = conflict(inLayer(step), inLayer(other.step));
      if (target === undefined) continue;
      const params = { target, by: other.by.name, at: other.at, n: other.n };
      return [{ path: `/steps/${at}`, code: 'design-said-otherwise', params }];
    }
    return [];
  });
  if (problems.length > 0) throw designConflict({ count: problems.length }, problems);
}
