import type { HowToInstall } from '../../../metadata/contract/packages/install.ts';
import type { InstallPlan as PlanAnswered } from '../../../metadata/contract/packages/install-plan.ts';
import type { Call } from '../../call/call.ts';
import type { Applied } from '../../call/publisher.ts';
import { platformRights } from '../../call/system-call.ts';
import type { Edition } from '../../common/edition.ts';
import { refusal } from '../../common/refusal.ts';
import { formDifferences } from '../../model/openapi/differences/form-differences.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import { keepPacked } from '../../model/packages/packed.ts';
import { issuesFor } from '../../model/publish/issues-for.ts';
import { planChanged, type Ready, refuseIssues, type Seen } from '../../model/publish/publisher.ts';
import { apiLine } from './api-line.ts';
import { describeInstall } from './describe-install.ts';
import { type Asking, type InstallParts, type InstallPlan, planInstall } from './plan-install.ts';
import { casesFor } from './rehearsal-for.ts';
import { needProblem } from './with-needs.ts';

export interface InstallAsSeen extends HowToInstall, Pick<Seen, 'along'> {
  readonly hash: string;
}

export interface Installer {
  /**
   * Plans an install, in the language of the call. Changes nothing; a rehearsal that takes longer than somebody waits
   * goes on as a job.
   */
  plan(
    call: Call,
    given: readonly Installed[],
    how: HowToInstall,
    waits?: Pick<Asking, 'onStep'> & Partial<Pick<Asking, 'patience'>>,
  ): Promise<PlanAnswered>;
  /**
   * Carries out exactly the plan with that hash, or refuses. `read` is asked only where it was not carried out before.
   */
  apply(call: Call, read: () => Promise<readonly Installed[]>, how: InstallAsSeen): Promise<InstallDone>;
}

export interface InstallDone extends Applied {
  /** Cases that fail since, though somebody accepted that. */
  readonly failing: readonly string[];
  readonly answers: number;
}

const unsolvable = refusal('packages-unsolvable', 422);
const unanswered = refusal('package-unanswered', 409);
const casesFailing = refusal('cases-failing', 409);

/** How long whoever asks over HTTP waits for a rehearsal. */
const usualPatience = 1_500;

export function createInstaller(parts: InstallParts): Installer {
  return {
    async plan(call, given, how, waits = {}) {
      const patience = parts.patience ?? usualPatience;
      const plan = await planInstall(parts, given.map(asRead), how, { call, patience, ...waits });
      const before = parts.served().model;
      const { model: after } = plan.publication.compiled;
      const api = after ? await formDifferences(before, after, platformRights) : [];
      return {
        ...describeInstall(plan, call, parts.edition, how.acceptCases),
        api: api.map((one) => apiLine(one, before, after ?? before, call.language)),
      };
    },
    async apply(call, read, how) {
      let seen: InstallPlan | undefined;
      const ready = async (): Promise<Ready> => {
        const given = await read();
        seen = await planInstall(parts, given.map(asRead), how, { call, patience: 0, onlyKnown: true });
        refuseOpen(seen, call, parts.edition);
        if (seen.hash !== how.hash || seen.publication.hash === undefined) throw planChanged();
        await keepPacked(parts.database, given);
        return { given: seen.packages, hash: seen.publication.hash };
      };
      const { accept, downgrade, fill, along } = how;
      const taken = {
        ...(accept && { accept }),
        ...(downgrade && { downgrade }),
        ...(fill !== undefined && { fill }),
        along,
      };
      const { revision, result, fills, nodes } = await parts.promotion.giving(how.secrets ?? {}, () =>
        parts.publisher.applyGiven(call, ready, taken),
      );
      const { questions = [], interference = [] } = seen?.merged ?? {};
      const records = seen?.recordQuestions ?? [];
      return {
        revision,
        result,
        fills,
        nodes,
        failing: (seen?.rehearsal?.newlyFailing ?? []).map(({ id }) => id),
        answers: questions.length + interference.length + records.length,
      };
    },
  };
}

/** Answers the part of a package that a plan is made of. */
function asRead({ packed: _packed, ...read }: Installed): Installed {
  return read;
}

/** Nothing is written until the plan is clean. */
function refuseOpen(plan: InstallPlan, call: Call, { domains }: Edition): void {
  const { unmet, merged, issues, rehearsal, recordQuestions, open } = plan;
  if (unmet.length > 0)
    throw unsolvable(
      { count: unmet.length },
      unmet.map((one) => ({ path: `/packages/${one.package}`, ...needProblem(one) })),
    );
  const questions = [...merged.questions, ...recordQuestions];
  const asked = [...questions, ...merged.interference].filter(({ answer }) => answer === undefined);
  if (asked.length > 0)
    throw unanswered(
      { count: asked.length },
      questions
        .filter(({ answer }) => answer === undefined)
        .map(({ id, package: by, layer, label, target, base, theirs, ours }) => ({
          path: `/answers/${id}`,
          code: 'merge-question',
          params: {
            package: by,
            layer,
            name: label ? { ...label } : target,
            property: target,
            base,
            theirs,
            ours,
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
  if (open.errors > 0) throw refuseIssues({ issues: issuesFor(call, issues) });
  // Nobody has seen what it would come to.
  if (open.rehearsal > 0) throw planChanged();
  if (open.cases === 0) return;
  const { shown, withheld } = casesFor(call, plan, rehearsal?.newlyFailing ?? [], domains);
  throw casesFailing({ count: open.cases }, [
    ...shown.map(({ id, after }) => ({
      path: id,
      code: 'case-failing',
      params: { name: after.name, expected: after.expected, actual: after.actual ?? null },
    })),
    ...(withheld > 0 ? [{ path: '/cases', code: 'cases-withheld', params: { count: withheld } }] : []),
  ]);
}
