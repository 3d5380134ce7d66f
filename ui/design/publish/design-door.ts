import type { DesignPlanned, DesignToPublish } from '../../../metadata/contract/design/publish.ts';
import type { PlanDoor } from '../../administration/packages/install/plan-data.ts';
import { session } from '../../session/session.ts';

/** The two calls of the plan of a design. */
export const designDoor: PlanDoor<DesignToPublish, DesignPlanned> = {
  async plan([sent], how, signal) {
    const plan = await session.api.call('POST /api/design/plan', { body: { ...sent, ...how }, signal });
    // Whoever writes the notes has them before him.
    const written = new Set(plan.versions.map((one) => one.package));
    const packages = plan.packages.map((one) => {
      const { notes: _, ...unwritten } = one;
      return written.has(one.name) ? unwritten : one;
    });
    return { ...plan, packages };
  },
  apply: ([sent], how) => session.api.call('POST /api/design/publish', { body: { ...sent, ...how } }),
};
