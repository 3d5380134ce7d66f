import type { Problem } from '../../../../metadata/common/issue.ts';
import { type CopiedPick, copiedValues, type LeftOut } from '../body/copied-values.ts';
import { readInput } from '../body/input.ts';
import { resolvePicks } from '../body/picks.ts';
import { readNewMembers } from '../body/platform-members.ts';
import type { PlannedWrite } from '../commit/planned-write.ts';
import { requireSomeUse } from '../record/access.ts';
import { readableShape } from '../record/asked-shape.ts';
import { newRecord } from '../record/stored.ts';
import { presetFacts } from '../save/origin.ts';
import type { ActionCall } from '../save/parts.ts';
import type { Saved } from '../save/save.ts';
import { findToRead } from '../sight/find.ts';
import { finishNew } from './plan-write.ts';

/**
 * Plans a new record of the organisation of the call with the values of another one, as far as its maker could have
 * given them; members of the body come on top. Values that stay behind are told. Numbers are not copied: the platform
 * gives a new one, or the caller does; nor is what makes a record a package's own.
 */
export async function copy(asked: ActionCall): Promise<PlannedWrite<Saved>> {
  const { parts, reader, call, form, id, params } = asked;
  requireSomeUse(call, form, 'create');
  const layout = parts.layout(call, form);
  const original = await findToRead(reader, call, layout, id, 'use');
  const [found = original] = await parts.copies.seen(reader, call, form, [original]);
  const { values, picks, files, left } = copiedValues(call, form, found, parts.newId);
  const said = ({ path }: { readonly path: string }) => Object.hasOwn(params, path.split('/')[1] ?? '');
  const copied = picks.filter((pick) => !said(pick));
  const hidden = await takeAway(asked, copied);
  const next = { ...newRecord(call, form, parts.newId()), ...values };
  for (const day of ['validFrom', 'validTo']) if (form.validity) next[day] = found[day] ?? null;
  if (form.number) next[form.number.id] = null;
  // A copy of what came with a package is anybody's.
  for (const field of presetFacts(form)) delete next[field];
  const shaped = parts.validators.body(readableShape(call.rights, form), params);
  const platform = readNewMembers(call, form, params, next);
  const input = readInput(parts, { call, form, body: params, next, manner: 'merge' });
  const kept = copied.filter((pick) => !hidden.includes(pick));
  return finishNew(
    parts,
    reader,
    { call, form, before: null, next, operation: 'create' },
    {
      ...input,
      picks: [...kept, ...input.picks],
      files: [...files.filter((one) => !said(one)), ...(input.files ?? [])],
    },
    [...shaped, ...platform, ...[...left.filter((one) => !said(one)), ...hidden].map(leftOut)],
  );
}

/** References to what the organisation of the call could not have picked are taken out again. */
async function takeAway({ parts, reader, call }: ActionCall, picks: readonly CopiedPick[]) {
  if (picks.length === 0) return [];
  const problems = await resolvePicks(reader, call, picks, parts.layouts);
  const unknown = new Set(problems.flatMap(({ code, path }) => (code === 'reference-unknown' ? [path] : [])));
  const hidden = picks.filter(({ path }) => unknown.has(path));
  for (const pick of hidden) pick.drop();
  return hidden;
}

function leftOut({ path, field }: LeftOut): Problem {
  const params = { field: field.name, label: { ...field.label } };
  return { path, code: 'not-copied', params, severity: 'warning' };
}
