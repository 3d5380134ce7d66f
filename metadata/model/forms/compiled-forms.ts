import type { Issue } from '../../common/issue.ts';
import { sameData } from '../../common/same-data.ts';
import type { Form } from '../../model.ts';
import type { LayeredForm } from '../layers/layered.ts';
import type { TypeOffered } from './stated-param.ts';

/** A form as the last compile left it, with all that it depended on. */
export interface CompiledForm {
  readonly layered: LayeredForm;
  /** With its hash. */
  readonly form: Form;
  /** Ids of other forms that were looked up for it. */
  readonly reads: ReadonlySet<string>;
  readonly warnings: readonly Issue[];
}

/** Forms of the last compile that went well, by id. */
export type Former = ReadonlyMap<string, CompiledForm>;

/** The place where a compile that goes well leaves its forms, and the next one finds them. */
export interface CompileMemory {
  forms: Former;
  /** The types of parameters that forms offer. Default: none. */
  types?: readonly TypeOffered[];
}

/** Forms of which layers say what they said before; nothing yet of what they look up in others. */
export function* unchangedForms(
  layers: ReadonlyMap<string, LayeredForm>,
  former: Former,
): Generator<undefined, Map<string, CompiledForm>> {
  const unchanged = new Map<string, CompiledForm>();
  for (const [id, layered] of layers) {
    const known = former.get(id);
    if (known && sameData(known.layered, layered)) unchanged.set(id, known);
    yield;
  }
  return unchanged;
}

/** Tells whether all forms together are offered as they were. */
export function offersTheSame(layers: ReadonlyMap<string, LayeredForm>, former: Former): boolean {
  const offered = (all: Iterable<LayeredForm>) => Array.from(all, ({ id, source }) => [id, source.label]);
  return sameData(offered(layers.values()), offered(Array.from(former.values(), ({ layered }) => layered)));
}

/** Tells whether others that look a form up may find something else in it. */
export function isOther(before: Form, after: Form): boolean {
  // What a form asks of parameters is known once all of it was checked, and nobody finds it in another form.
  const { asked: _, ...was } = before;
  return !sameData({ ...was, hash: '' }, { ...after, hash: '' });
}
