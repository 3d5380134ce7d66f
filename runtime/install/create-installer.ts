import type { JsonObject } from '../../metadata/json.ts';
import type { Call } from '../call/call.ts';
import type { ToPublish } from '../call/publisher.ts';
import type { Installed } from '../packages/package-store.ts';
import { planChanged, type Ready, refuseIssues } from '../publish/publisher.ts';
import { refusal } from '../refusal.ts';
import { describeInstall } from './describe-install.ts';
import {
  type HowToInstall,
  type InstallParts,
  type InstallPlan,
  planInstall,
  type Rehearsals,
} from './plan-install.ts';

export interface InstallAsSeen extends HowToInstall {
  readonly hash: string;
  readonly fill?: ToPublish['fill'];
}

export interface Installer {
  /** What installing would do, in the language of the call. Writes nothing. */
  plan(call: Call, given: readonly Installed[], how: HowToInstall): Promise<JsonObject>;
  /** Carries out exactly the plan with that hash, or refuses. `read` is asked only where it was not carried out before. */
  apply(call: Call, read: () => Promise<readonly Installed[]>, how: InstallAsSeen): Promise<InstallDone>;
}

export interface InstallDone {
  readonly revision: number;
  readonly result: JsonObject;
  /** What was taken of what the publish offers to fill in. */
  readonly fills: readonly string[];
  /** Cases that fail since, though somebody accepted that. */
  readonly failing: readonly string[];
  readonly answers: number;
}

const unsolvable = refusal('packages-unsolvable', 422);
const unanswered = refusal('package-unanswered', 409);
const casesFailing = refusal('cases-failing', 409);

export function createInstaller(parts: InstallParts): Installer {
  const rehearsals: Rehearsals = new Map();
  return {
    async plan({ language }, given, how) {
      const plan = await planInstall(parts, rehearsals, given, how);
      return describeInstall(plan, parts.served().model, language, how.acceptCases);
    },
    async apply(call, read, how) {
      let seen: InstallPlan | undefined;
      const ready = async (): Promise<Ready> => {
        seen = await planInstall(parts, rehearsals, await read(), how);
        refuseOpen(seen);
        if (seen.hash !== how.hash || seen.publication.hash === undefined) throw planChanged();
        return { given: seen.packages, hash: seen.publication.hash };
      };
      const { accept, fill } = how;
      const { revision, result, fills } = await parts.publisher.applyGiven(call, ready, {
        ...(accept && { accept }),
        ...(fill !== undefined && { fill }),
      });
      const { questions = [], interference = [] } = seen?.merged ?? {};
      return {
        ...{ revision, result, fills },
        failing: (seen?.rehearsal?.newlyFailing ?? []).map(({ id }) => id),
        answers: questions.length + interference.length,
      };
    },
  };
}

/** Nothing is written until the plan is clean. */
function refuseOpen({ unmet, merged, publication, rehearsal, open }: InstallPlan): void {
  if (unmet.length > 0)
    throw unsolvable(
      { count: unmet.length },
      unmet.map(({ found, ...one }) =>
        found === null
          ? { path: `/packages/${one.package}`, code: 'need-unmet', params: { ...one } }
          : { path: `/packages/${one.package}`, code: 'need-unfit', params: { ...one, found } },
      ),
    );
  const asked = [...merged.questions, ...merged.interference].filter(({ answer }) => answer === undefined);
  if (asked.length > 0)
    throw unanswered(
      { count: asked.length },
      merged.questions
        .filter(({ answer }) => answer === undefined)
        .map(({ id, package: by, layer, label, target, base, theirs, ours }) => ({
          path: `/answers/${id}`,
          code: 'merge-question',
          params: {
            ...{ package: by, layer, name: label ? { ...label } : target, property: target },
            ...{ base, theirs, ours },
          },
        }))
        .concat(
          merged.interference
            .filter(({ answer }) => answer === undefined)
            .map(({ id, label, target, said }) => ({
              path: `/answers/${id}`,
              code: 'merge-interference',
              params: {
                name: label ? { ...label } : target,
                property: target,
                said: said.map(({ package: by }) => by),
              } as never,
            })),
        ),
    );
  if (open.errors > 0) throw refuseIssues(publication);
  if (open.cases > 0)
    throw casesFailing(
      { count: open.cases },
      (rehearsal?.newlyFailing ?? []).map(({ id, after }) => ({
        path: id,
        code: 'case-failing',
        params: { name: after.name, expected: after.expected, actual: after.actual ?? null },
      })),
    );
}
