import type { Problem } from '../../../../metadata/common/issue.ts';
import { type Json, type JsonObject, pointerTo } from '../../../../metadata/common/json.ts';
import { fieldOfPath } from '../../../../metadata/field-of-path.ts';
import { membersWith } from '../../../../metadata/system-members.ts';
import type { Behaviour } from '../../../../rules/behaviour/behaviour.ts';
import type { Context } from '../../../../rules/behaviour/context.ts';
import { parameterDoor } from '../../../../rules/params/parameter-door.ts';
import { type Call, readParameters } from '../../../call/call.ts';
import { platformRights } from '../../../call/system-call.ts';
import { timeSlices } from '../../../common/time-slices.ts';
import type { Connection } from '../../../database/database.ts';
import { hidingReferences } from '../answer/withheld.ts';
import type { RecordChange } from '../commit/record-change.ts';
import { fillRow, type Stored } from '../record/stored.ts';
import { mannerOf } from '../sight/manner.ts';
import { sightOf } from '../sight/sight.ts';
import { createTargets } from '../sql/targets.ts';
import { isPreset } from './origin.ts';
import type { StoreParts } from './parts.ts';
import { factsAsked } from './setting.ts';
import { type Claim, claimsOf } from './unique.ts';

/** The record as the form's rules completed it, and their judgement of it. */
export interface Judged {
  readonly next: Stored;
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly claims: readonly Claim[];
  readonly claimsBefore: readonly Claim[];
  /** By id of the number fields that have several series: the one that the record is counted in. */
  readonly series: ReadonlyMap<string, string>;
}

/** Fills in what the platform makes of a record and judges the result, with all that it refers to at hand. */
export async function behave(
  parts: StoreParts,
  reader: Connection,
  change: RecordChange,
  sent: JsonObject,
): Promise<Judged> {
  const { call, form, before } = change;
  const pause = timeSlices();
  const made = parts.behaviours.of(form, call.served.model);
  const rules = made instanceof Promise ? await made : made;
  const targets = createTargets(reader, call, parts.layouts, parts.copies);
  // The platform may write fields that people may not change: that is why they are readonly, or locked.
  const platform = call.rights === platformRights;
  const preset = !platform && before !== null && form.preset !== undefined;
  const tooMuch: Problem[] = [];
  const context: Context = {
    pause,
    tooMuch: ({ path, label }) => {
      const [first = ''] = path.split('.');
      const name = form.byId.get(first)?.name ?? first;
      tooMuch.push({ path: pointerTo(name), code: 'formula-rows', params: { label: { ...label } } });
    },
    call: await factsAsked(parts, reader, call, rules, change.next.org),
    orgId: call.org,
    userId: call.user.id,
    target: targets.target,
    ...(platform
      ? {}
      : {
          mayRead: (target, id, carried) => mayTell(call, target, id, carried),
          mayReadOwn: (path) => {
            const field = fieldOfPath(form, path);
            return !field || call.rights.readable(form, field);
          },
        }),
    numberField: (target) => call.served.model.formsById.get(target)?.number?.id,
    sent: platform ? {} : sent,
    parameter: parameterDoor(
      call.served.model,
      readParameters(call, change.next.org === '' ? call.org : change.next.org),
    ),
    preset: preset && (await isPreset(reader, form, before.id)),
  };
  const load = (record: Stored) =>
    rules.references.size > 0 ? targets.load(form, record, rules.references) : false;
  const judged = judgedOf(change);
  await load(judged);
  // What nobody touched is what the formulas make of the record as it was.
  if (before && rules.following.length > 0) await load(before);
  await pause();
  let next = (await rules.completed(judged, before, context)) as Stored;
  // A default or a carried reference may bring records into sight that more is carried from.
  for (let round = 0; round < 3 && tooMuch.length === 0 && (await load(next)); round++) {
    next = (await rules.completed(judged, before, context)) as Stored;
  }
  fillRow(next, form);
  const refused = () => ({
    next,
    errors: tooMuch.slice(0, 1),
    warnings: [],
    claims: [],
    claimsBefore: [],
    series: new Map<string, string>(),
  });
  if (tooMuch.length > 0) return refused();
  await pause();
  // A record that a package ships stays as shipped, and an own copy has no say in fields it does not own.
  const kept = platform || change.operation === 'personalise';
  const shown = kept ? undefined : await rules.withoutHidden(next, before, context);
  if (shown?.changed) {
    next = (await rules.completed(shown.record, before, context)) as Stored;
    fillRow(next, form);
  }
  const { problems, warnings } = await rules.inspect(next, before, context);
  if (tooMuch.length > 0) return refused();
  const all = [...(shown?.warnings ?? []), ...warnings];
  const series = await rules.series(next, context);
  if (!before) next = { ...change.next, ...next };
  return {
    next,
    errors: problems,
    warnings: all,
    series,
    ...(await claimed(rules, { ...change, next }, context)),
  };
}

const madeMembers: ReadonlySet<string> = new Set(membersWith(({ made }, name) => made && name !== 'org'));

/** A new record is judged without what the platform makes of it, as the page judges it on which it is typed. */
function judgedOf({ before, next }: RecordChange): Stored {
  if (before) return next;
  return Object.fromEntries(Object.entries(next).filter(([name]) => !madeMembers.has(name))) as Stored;
}

/**
 * Whether the caller may read a field of another form, as whoever picks its records sees them. Of an organisation that he
 * may act for he is told what his documents say of it, though the form itself is closed to him.
 */
export function mayTell(call: Call, target: string, id: string, carried?: Json): boolean {
  const form = call.served.model.formsById.get(target);
  const field = form?.byId.get(id);
  if (!form || !field) return true;
  if (field.hidden || hidingReferences(call, field) !== undefined) return false;
  if (sightOf(call, form).reach !== 'nothing') return call.rights.readable(form, field);
  return typeof carried === 'string' && (mannerOf(call, target)?.knows(carried) ?? false);
}

/** For a change that touches no field: what it claims may still be another thing than before. */
export async function claimsAfter(
  parts: StoreParts,
  reader: Connection,
  change: RecordChange,
): Promise<Pick<Judged, 'claims' | 'claimsBefore'>> {
  const { call, form, next } = change;
  if (form.unique.length === 0) return { claims: [], claimsBefore: [] };
  const rules = await parts.behaviours.of(form, call.served.model);
  const targets = createTargets(reader, call, parts.layouts);
  await targets.load(form, next, rules.references);
  const facts = await factsAsked(parts, reader, call, rules, next.org);
  return claimed(rules, change, { call: facts, target: targets.target });
}

async function claimed(
  rules: Behaviour,
  { form, before, next }: RecordChange,
  context: Context,
): Promise<Pick<Judged, 'claims' | 'claimsBefore'>> {
  if (form.unique.length === 0) return { claims: [], claimsBefore: [] };
  return {
    claims: claimsOf(form, next, await rules.claims(next, context)),
    claimsBefore: before ? claimsOf(form, before, await rules.claims(before, context)) : [],
  };
}
