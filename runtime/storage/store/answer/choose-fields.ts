import type { Problem } from '../../../../metadata/common/issue.ts';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { nearNames } from '../../../../metadata/common/near-names.ts';
import type { Form } from '../../../../metadata/model.ts';
import { hasVirtual } from '../../../../metadata/virtual.ts';
import type { Call } from '../../../call/call.ts';
import type { Connection } from '../../../database/database.ts';
import type { RecordLayout } from '../record/layout.ts';
import { queryWrong } from '../record/refusals.ts';
import type { Stored } from '../record/stored.ts';
import { mannerOf } from '../sight/manner.ts';
import { seenAmong, sightOf } from '../sight/sight.ts';
import type { Answers, Chosen } from './answers.ts';
import { entriesForVirtual } from './entries-for-virtual.ts';
import { type SystemName, systemNames } from './wire.ts';

interface ChosenFields {
  readonly chosen: Chosen;
  /** Ids of columns to read; undefined: all. */
  readonly columns?: readonly string[];
  readonly entries: ReadonlySet<string>;
}

/** Chooses the members that a list answers: all readable ones of the header, or those that were named. */
export function chooseFields(
  answers: Answers,
  call: Call,
  form: Form,
  wanted: readonly string[] | undefined,
): ChosenFields {
  const readable = answers.members(call.rights, form);
  if (!wanted || wanted.length === 0)
    return withVirtual(form, {
      chosen: { members: readable.filter((member) => !member.entries) },
      entries: new Set(),
    });
  const names = new Set(wanted);
  const members = readable.filter((member) => names.has(member.name));
  const system = systemNames(form).filter((name) => names.has(name));
  const known = new Set<string>(['id', 'revision', ...members.map((member) => member.name), ...system]);
  const offered = [...readable.map((member) => member.name), ...systemNames(form)];
  const problems: Problem[] = [...names]
    .filter((name) => !known.has(name))
    .map((name) => ({
      path: '/fields',
      code: 'unknown-field',
      params: { field: name, near: nearNames(name, offered) },
    }));
  if (problems.length > 0) throw queryWrong({}, problems);
  return withVirtual(form, {
    chosen: { members, system: system.filter((name): name is SystemName => name !== 'revision') },
    columns: [...members.filter((member) => !member.entries).map((member) => member.id), ...system],
    entries: new Set(members.filter((member) => member.entries).map((member) => member.id)),
  });
}

/** What is not kept is made of other columns, and of entries: those are read along. */
function withVirtual(form: Form, plain: ChosenFields): ChosenFields {
  const { chosen, entries } = plain;
  const fields = chosen.members.flatMap(({ id }) => form.byId.get(id) ?? []);
  if (!hasVirtual({ fields })) return plain;
  const along = entriesForVirtual(form, new Set(fields.map(({ id }) => id)));
  return { chosen, entries: new Set([...entries, ...along]) };
}

/**
 * Records that others refer to, as a caller's conditions may ask of them: those he does not see say nothing but,
 * where it is public, their number.
 */
export async function shownTargets(
  reader: Connection,
  answers: Answers,
  call: Call,
  layout: RecordLayout,
  found: readonly Stored[],
): Promise<readonly JsonObject[]> {
  const { form } = layout;
  const seen = await seenAmong(reader, sightOf(call, form), layout, found);
  const whole = await answers.seen(reader, call, form, found);
  const manner = mannerOf(call, form.id);
  const number = form.number?.id;
  return whole.map((stored): JsonObject => {
    const known = number === undefined ? {} : { [number]: stored[number] ?? null };
    if (!seen.has(stored.id)) return manner?.publicNumber ? { id: stored.id, ...known } : { id: stored.id };
    if (number === undefined || manner?.number) return stored;
    return { ...stored, [number]: null };
  });
}
