import { setTimeout as sleep } from 'node:timers/promises';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { CasePlace, NewCase, SavedCase } from '../../../metadata/contract/design/cases.ts';
import type { Call } from '../../call/call.ts';
import { Refusal, refusal } from '../../common/refusal.ts';
import { portable } from '../../effective/match/case-of.ts';
import { organisationForbidden } from '../../storage/store/record/refusals.ts';
import type { CaseResult } from '../cases/case-report.ts';
import { mayActFor, mayKnow } from '../cases/case-sight.ts';
import type { StoredCases } from '../cases/stored-cases.ts';
import type { Designs } from './create-designs.ts';
import type { PublishesDesigns } from './publish-design.ts';

/** The place of a saved case, and the revision of its publish. */
export type WrittenCase = SavedCase & { readonly revision?: number };

export interface SavesCases {
  save(call: Call, one: NewCase): Promise<WrittenCase>;
  remove(call: Call, one: CasePlace): Promise<WrittenCase>;
}

export interface SavingParts {
  readonly designs: Designs;
  readonly publishing: PublishesDesigns;
  readonly cases: StoredCases;
}

const caseUndecided = refusal('case-undecided', 422);
const caseWrong = refusal('case-wrong-now', 409);
const caseUnknown = refusal('case-unknown', 404);
const caseNotYours = refusal('case-not-yours', 409);
const ownLayer = 'local';
/** Milliseconds that whoever saves a case waits until all others were tried. */
const patience = 30_000;

/**
 * Cases become files of a layer by a design of their own, so that rights, approval and cases hold as for any design.
 */
export function createCaseSaving({ designs, publishing, cases }: SavingParts): SavesCases {
  return {
    async save(call, { package: owner = ownLayer, decision, expect, ...rest }) {
      const file = `cases/${decision}.json`;
      const { org = call.served.orgs.get(call.org)?.number ?? '' } = rest;
      const own = { ...rest, org, facts: portableFacts(rest.facts) };
      const placed = { ...own, package: owner, file, decision, expect: expect ?? {} };
      // An organisation that there is not is refused alike.
      if (!mayActFor(call, call.served.orgs.byNumber(org)?.id)) throw organisationForbidden({ org });
      const tried = await cases.tryOne(call, placed);
      refuseUndecided(tried);
      if (expect !== undefined && tried.outcome !== 'passed') throw wrongNow(tried);
      const answered = isObject(tried.actual ?? null) ? (tried.actual as JsonObject) : {};
      const one = { ...own, expect: expect ?? cases.expectationOf(decision, withoutIssues(answered)) };
      return writing(call, { package: owner, file, name: rest.name }, (content) => {
        const taken = casesOf(content).some(
          (one) => one['name'] === rest.name && !mayKnow(call, aboutOf(one)),
        );
        if (taken) throw caseNotYours({ name: rest.name });
        const others = casesOf(content).filter(({ name }) => name !== rest.name);
        return { ...content, decision, cases: [...others, one] };
      });
    },
    remove: (call, one) =>
      writing(call, one, (content) => {
        const all = casesOf(content);
        const left = all.filter((other) => other['name'] !== one.name || !mayKnow(call, aboutOf(other)));
        if (left.length === all.length) throw caseUnknown({ name: one.name });
        return left.length === 0 ? null : { ...content, cases: left };
      }),
  };

  async function writing(
    call: Call,
    one: CasePlace,
    change: (content: JsonObject) => JsonObject | null,
  ): Promise<WrittenCase> {
    const { package: layer, file, name } = one;
    const ground = await designs.ground(call);
    const now = ground.files(layer).get(file);
    const content = change(isObject(now ?? null) ? (now as JsonObject) : {});
    const { design } = await designs.create(call, { name: name.slice(0, 100), layer });
    try {
      const step = content
        ? ({ do: 'write-file', path: file, content } as const)
        : ({ do: 'remove-file', path: file } as const);
      await designs.append(call, design.id, { seen: 0, steps: [step] });
      const saved = { design: design.id, package: layer, file, name };
      if (call.served.approvals?.designs) return { state: 'open', ...saved };
      const revision = await published(call, design.id);
      return { ...saved, ...(revision === null ? { state: 'open' } : { state: 'published', revision }) };
    } catch (error) {
      if (error instanceof Refusal) await designs.discard(call, design.id);
      throw error;
    }
  }

  /** The revision; null: what all others come to is not known yet, or there is something to decide. */
  async function published(call: Call, id: string): Promise<number | null> {
    const until = performance.now() + patience;
    let rehearsal: string | undefined;
    for (;;) {
      const { plan } = await publishing.plan(call, id, rehearsal === undefined ? {} : { rehearsal });
      const { hash } = plan;
      if (typeof hash === 'string') {
        const how = { hash, ...(rehearsal !== undefined && { rehearsal }) };
        const { revision, nodes } = await publishing.publish(call, id, how);
        await nodes();
        return revision;
      }
      const under = plan['rehearsal'];
      if (!isObject(under ?? null) || (under as JsonObject)['state'] !== 'running') return null;
      if (performance.now() > until) return null;
      rehearsal = String((under as JsonObject)['job']);
      await sleep(150);
    }
  }
}

function casesOf(content: JsonObject): readonly JsonObject[] {
  const { cases } = content;
  return Array.isArray(cases) ? cases.filter(isObject) : [];
}

function aboutOf({ org }: JsonObject): { readonly org?: string } {
  return typeof org === 'string' ? { org } : {};
}

/** The documents of a question, without what only this system knows of them. */
function portableFacts(facts: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(facts).map(([member, value]): [string, Json] => [
      member,
      Array.isArray(value) ? value.map((one: Json) => (isObject(one) ? portable(one) : one)) : value,
    ]),
  );
}

function withoutIssues({ issues: _, ...result }: JsonObject): JsonObject {
  return result;
}

function refuseUndecided({ outcome, actual, problems = [] }: CaseResult): void {
  if (outcome !== 'skipped' && actual !== undefined) return;
  throw caseUndecided({ count: problems.length }, problems);
}

function wrongNow({ name, otherwise = [] }: CaseResult): Refusal {
  return caseWrong(
    { name, count: otherwise.length },
    otherwise.map(({ path, expected, actual }) => ({
      path: `/expect${path}`,
      code: 'case-otherwise',
      params: { expected, actual },
    })),
  );
}
