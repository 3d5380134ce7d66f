import type { Call } from '../../call/call.ts';
import type { ChangesParts } from './changes-parts.ts';
import type { NamedDesign } from './named-design.ts';
import { setDesignBroken, setDesignGone, setDesignUnshared } from './refusals.ts';

/** The design that a set is published with. Null: it names none, or one that was published without it. */
export async function designOf(
  { designs }: ChangesParts,
  call: Call,
  id: string | null,
): Promise<NamedDesign | null> {
  if (id === null) return null;
  const found = (await designs?.find(call, id)) ?? null;
  if (!found) {
    const sharing = await designs?.sharingOf(call, id);
    throw sharing ? setDesignUnshared({ by: sharing.by.name }) : setDesignGone({ id });
  }
  return found.isOpen ? found : null;
}

/**
 * The call as items are judged that name fields and parameters of a design. Nothing is read or written by it: the tables
 * of that model are not there before it is published.
 */
export async function judgingCall(
  parts: ChangesParts,
  call: Call,
  set: { readonly design: string | null },
): Promise<Call> {
  const design = await designOf(parts, call, set.design);
  if (!design) return call;
  const model = await parts.designs?.modelOf(call, design.id);
  if (!model) throw setDesignBroken({ name: design.name });
  return { ...call, served: { ...call.served, model, table: noTable } };
}

/** The same to show a set, which is told by the model in service to whoever may not see its design. */
export async function showingCall(
  parts: ChangesParts,
  call: Call,
  set: { readonly design: string | null },
): Promise<Call> {
  const found = set.design === null ? null : await parts.designs?.find(call, set.design);
  if (!found?.isOpen) return call;
  const model = await parts.designs?.modelOf(call, found.id);
  return model ? { ...call, served: { ...call.served, model, table: noTable } } : call;
}

function noTable(): never {
  throw new Error('a design has no tables before it is published');
}
