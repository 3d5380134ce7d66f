import type { Problem } from '../../../metadata/common/issue.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Trial } from '../../../metadata/contract/decisions/asked.ts';
import type { Call } from '../../call/call.ts';
import { servedUnder } from '../../storage/tables/tables-under.ts';
import type { ChangesParts } from '../changes/changes-parts.ts';
import { designOf } from '../changes/judging-call.ts';
import { findSet } from '../changes/keep-set.ts';
import type { NamedDesign } from '../changes/named-design.ts';
import { renamed } from './renamed.ts';
import { trialWrong } from './trial.ts';

interface UnderParts {
  /** Default: nothing is tried but what is stored. */
  readonly changes?: ChangesParts | undefined;
  readonly zone: (org: string) => string;
}

/** The call by the model of the design that is tried, be it named itself or by the change set that is tried. */
export async function callUnder(
  { changes, zone }: UnderParts,
  call: Call,
  trial: Pick<Trial, 'design' | 'changeSet'> | undefined,
): Promise<Call> {
  if (!changes || !trial || call.served.base) return call;
  const set = trial.changeSet === undefined ? null : await findSet(changes, call, trial.changeSet);
  const ofSet = await designOf(changes, call, set?.design ?? null);
  const own = trial.design === undefined ? null : await designTried(changes, call, trial.design);
  if (own && ofSet && own.id !== ofSet.id) throw wrong('decision-trial-designs', ofSet);
  const design = own ?? ofSet;
  if (!design) return call;
  const model = await changes.designs?.modelOf(call, design.id);
  if (!model) throw wrong('decision-design-broken', design);
  return { ...call, served: servedUnder(call.served, model, zone(call.org)) };
}

/** Finds the design that is tried; a caller who may not read it hears the same as where there is none. */
async function designTried({ designs }: ChangesParts, call: Call, id: string): Promise<NamedDesign> {
  const found = call.rights.designs('design') ? await designs?.find(call, id) : null;
  if (found?.isOpen) return found;
  throw wrong('decision-design-unknown', { name: id });
}

function wrong(code: string, { name }: { readonly name: string }) {
  const problem: Problem = { path: '/design', code, params: { name } };
  return trialWrong({ count: 1 }, [problem]);
}

/** The call by what is in service: by what is stored. */
export function callInService(call: Call): Call {
  const { base } = call.served;
  return base ? { ...call, served: base } : call;
}

/** A document by the names of today, as the model of the call names it. */
export function documentUnder(
  { served }: Pick<Call, 'served'>,
  form: string,
  document: JsonObject,
): JsonObject {
  const [was, is] = [served.base?.model.formsById.get(form), served.model.formsById.get(form)];
  return was && is && was.hash !== is.hash ? renamed(document, was, is) : document;
}
