import type { Problem } from '../../../../metadata/common/issue.ts';
import type { Json } from '../../../../metadata/common/json.ts';
import { nearNames } from '../../../../metadata/common/near-names.ts';
import type { Form } from '../../../../metadata/model.ts';
import { calledIn } from '../../../../rules/sharing/called-in-full.ts';
import type { Refused } from '../../../../rules/sharing/verdict.ts';
import type { Call } from '../../../call/call.ts';
import { actionNames } from '../../../call/form-actions.ts';
import { type Refusal, refusal } from '../../../common/refusal.ts';

/**
 * The refusals of the store; their sentences stand in `runtime/common/messages/store.ts`, those of the first two with
 * HTTP's.
 */
export const organisationForbidden = refusal('organisation-forbidden', 403);
export const forbidden = refusal('forbidden', 403);
export const forbiddenHere = refusal('forbidden-here', 403);
export const parametersOwn = refusal('parameters-own', 403);
export const changeSetsOwn = refusal('changesets-own', 403);
export const tooManyDrafts = refusal('changeset-drafts', 409);
export const approvalNeeded = refusal('approval-needed', 409);
export const parameterLocked = refusal('parameter-locked', 409);
export const parameterTaken = refusal('parameter-taken', 412);
export const rootStays = refusal('root-stays', 409);
export const tokenWithoutSecret = refusal('token-without-secret', 409);
export const recordUnknown = refusal('record-unknown', 404);
export const contentWrong = refusal('content-wrong', 422);
export const queryWrong = refusal('query-wrong', 400);
const cursorRefused = refusal('cursor-wrong', 400);
export const cursorWrong = () => cursorRefused({}, [{ path: '/cursor', code: 'cursor-wrong' }]);
export const conflict = refusal('conflict', 412);
export const deletedMeanwhile = refusal('deleted-meanwhile', 412);
export const notCreator = refusal('not-creator', 403);
export const beyondLimits = refusal('beyond-limits', 403);
export const stillReferred = refusal('still-referred', 409);
export const recordLocked = refusal('record-locked', 409);
/** It is no part of a batch that is made wholly or not, nor of a change set. */
export const actionAlone = refusal('action-alone', 409);
export const numberTaken = refusal('number-taken', 409);
export const uniqueTaken = refusal('unique-taken', 409);
export const presetLocked = refusal('preset-kept', 409);
const sharingRefused = refusal('sharing-refused', 409);
export const moveClash = refusal('organisation-move-clashes', 409);
export const nothingOwnable = refusal('nothing-ownable', 409);
const actionUnknown = refusal('action-unknown', 404);
export const actionParams = refusal('action-params', 422);
export const actionRefused = refusal('action-refused', 409);
export const actionKept = refusal('action-kept', 409);
export const settingOnly = refusal('setting-only', 405);
export const versionUnknown = refusal('version-unknown', 404);
export const busy = refusal('too-busy', 503);
export const lastAdministrator = refusal('last-administrator', 409);
export const administratorsOwn = refusal('administrators-own', 403);
export const rightsNotYours = refusal('rights-not-yours', 403);
export const sessionNeeded = refusal('session-needed', 403);
export const ownFull = refusal('own-full', 422);
export const modelMoved = refusal('model-moved', 503);

/** The refusal of an action that a form does not have; it names those there are. */
export function noSuchAction(form: Form, action: string): Refusal {
  const allowed = actionNames(form);
  return actionUnknown({ action, form: { ...form.label }, allowed, near: nearNames(action, allowed) });
}

/** Verdicts of `rules/sharing`, with organisations by the numbers that people know. */
export function refuseSharing(call: Call, ...verdicts: readonly Refused[]): Refusal {
  return sharingRefused(
    {},
    verdicts.map(({ code, params }) => ({ path: '', code, params: spokenParams(call, params) })),
  );
}

const ofOrganisations: ReadonlySet<string> = new Set(['org', 'holder', 'holders']);

/** Params of a verdict, which knows organisations by their ids: numbers for programs, and what people call them. */
export function spokenParams(call: Call, params: Refused['params']): Record<string, Json> {
  const said: Record<string, Json> = {};
  for (const [name, value] of Object.entries(params)) {
    if (!ofOrganisations.has(name)) {
      said[name] = value;
      continue;
    }
    const each = (named: (org: Json) => Json) => (Array.isArray(value) ? value.map(named) : named(value));
    said[name] = each((org) => numberOf(call, org));
    said[`${name}Called`] = each((org) => calledIn(call.served.orgs, String(org)));
  }
  return said;
}

function numberOf(call: Call, org: Json): Json {
  return call.served.orgs.get(String(org))?.number ?? org;
}

/** A record that is named by id, or by number. */
interface Named {
  readonly path: string;
  readonly target: string;
  readonly id?: string | undefined;
  readonly number?: string | undefined;
}

/** Makes the problem of a reference in the caller's words: the form by its label, the record as it was named. */
export function referenceProblem(
  code: 'reference-unknown' | 'reference-disabled',
  { served }: Pick<Call, 'served'>,
  { path, target, id, number }: Named,
): Problem {
  const label = served.model.formsById.get(target)?.label ?? { zh: target, en: target };
  const named = number ?? id ?? '';
  return { path, code, params: { form: { ...label }, named, number: number ?? null, id: id ?? null } };
}
