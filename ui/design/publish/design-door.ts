import type { DesignPlanned, DesignToPublish } from '../../../metadata/contract/design/publish.ts';
import type { PlanDoor } from '../../administration/packages/install/plan-data.ts';
import { session } from '../../session/session.ts';

/** The two calls of the plan of a design; `reason` is asked for once it is published. */
export const designDoor = (reason: { readonly text: string }): PlanDoor<DesignToPublish, DesignPlanned> => ({
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
  apply: ([sent], how) => {
    const body = { ...sent, ...how };
    return session.api.call('POST /api/design/publish', { body, reason: reason.text.trim() });
  },
});
