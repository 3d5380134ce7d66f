import { isObject } from '../../metadata/common/json.ts';
import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import { session } from './session.ts';

/** A form or one of its records that somebody keeps at hand. */
export type Star = {
  readonly form: FormOutline;
  /** Id of the record. Default: the form itself. */
  readonly record?: string;
  /** The name of the record when it was starred. */
  readonly text?: string;
};

const name = 'starred';
const most = 60;
const longest = 80;

/** Tells `change` whenever a star is given or taken, to all that show stars. */
export const stars = new EventTarget();

/** Answers the forms and records that this person starred, the last one first, as far as they are still there. */
export function starred(): readonly Star[] {
  return read().flatMap(({ form: id, record, text }) => {
    const form = session.formById(id);
    return form ? [{ form, ...(record ? { record } : {}), ...(text ? { text } : {}) }] : [];
  });
}

export function isStarred(form: FormOutline, record?: string): boolean {
  return read().some((one) => one.form === form.id && one.record === record);
}

/** Gives a star, or takes it away. */
export function toggleStar({ form, record, text }: Star): void {
  const others = read().filter((one) => one.form !== form.id || one.record !== record);
  const added = {
    form: form.id,
    ...(record ? { record } : {}),
    ...(text ? { text: text.slice(0, longest) } : {}),
  };
  const kept = isStarred(form, record) ? others : [added, ...others].slice(0, most);
  session.own.write(name, kept);
  stars.dispatchEvent(new Event('change'));
}

type Starred = {
  readonly form: string;
  readonly record?: string;
  readonly text?: string;
};

function read(): readonly Starred[] {
  const kept = session.own.read(name);
  if (!Array.isArray(kept)) return [];
  return kept.filter((one) => isObject(one) && typeof one['form'] === 'string');
}
