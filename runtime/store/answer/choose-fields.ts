import type { Problem } from '../../../metadata/issue.ts';
import type { Form } from '../../../metadata/model.ts';
import { nearNames } from '../../../metadata/near-names.ts';
import type { Call } from '../../call/call.ts';
import { queryWrong } from '../record/refusals.ts';
import type { Answers, Chosen } from './answers.ts';
import { type SystemName, systemNames } from './wire.ts';

export interface ChosenFields {
  readonly chosen: Chosen;
  /** Ids of columns to read; undefined: all. */
  readonly columns?: readonly string[];
  readonly entries: ReadonlySet<string>;
}

/** Which members a list answers: all readable ones of the header, or those that were named. */
export function chooseFields(
  answers: Answers,
  call: Call,
  form: Form,
  wanted: readonly string[] | undefined,
): ChosenFields {
  const readable = answers.members(call.rights, form);
  if (!wanted || wanted.length === 0)
    return { chosen: { members: readable.filter((member) => !member.entries) }, entries: new Set() };
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
  return {
    chosen: { members, system: system.filter((name): name is SystemName => name !== 'revision') },
    columns: [...members.filter((member) => !member.entries).map((member) => member.id), ...system],
    entries: new Set(members.filter((member) => member.entries).map((member) => member.id)),
  };
}
