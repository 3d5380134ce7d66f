import type { Problem } from '../../../../metadata/common/issue.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import type { Connection } from '../../../database/connection.ts';
import { decided } from '../commit/group.ts';
import type { Effects } from '../commit/planned-write.ts';
import { planRestore } from '../history/restore.ts';
import type { TogetherStep } from '../record/store.ts';
import type { Stored } from '../record/stored.ts';
import type { StoreParts, Unchanged } from '../save/parts.ts';
import type { Saved } from '../save/save.ts';
import { planChange, planCreate } from '../write/plan-write.ts';
import { planRemove } from '../write/remove.ts';
import { planAction } from './actions.ts';

/** The outcome of one item. */
export interface Done {
  readonly status: number;
  readonly stored?: Stored;
  /** Default: none. */
  readonly warnings?: readonly Problem[];
}

interface ItemOfMany {
  readonly call: Call;
  readonly form: Form;
  readonly item: TogetherStep['item'];
  readonly revision: number;
}

/** Decides one of several writes, inside their transaction. */
export async function effectsOf(
  parts: StoreParts,
  tx: Connection,
  { call, form, item, revision }: ItemOfMany,
): Promise<Effects<Done>> {
  const asked = ({ id, ifMatch }: Exclude<TogetherStep['item'], { readonly op: 'create' }>) => ({
    call,
    form,
    id,
    ifMatch,
  });
  if ('body' in item && item.op !== 'act') {
    const manner = item.op === 'put' ? 'replace' : 'merge';
    const planned =
      item.op === 'create'
        ? await planCreate(parts, tx, call, form, item.body)
        : await planChange(parts, tx, { ...asked(item), body: item.body, manner });
    if ('unchanged' in planned) return nothing(planned);
    const effects = await decided(tx, planned, revision);
    const { stored, before, warnings } = effects.result;
    return { ...effects, result: { status: before ? 200 : 201, stored, warnings } };
  }
  if (item.op === 'delete') {
    const planned = await planRemove(parts, tx, asked(item));
    return { ...(await decided(tx, planned, revision)), result: { status: 204 } };
  }
  if (item.op === 'restore') {
    const planned = await planRestore(parts, tx, { ...asked(item), revision: item.version });
    if ('unchanged' in planned) return nothing(planned);
    return changed(await decided(tx, planned, revision));
  }
  const [action, params] = item.op === 'act' ? [item.action, item.body ?? {}] : [item.op, {}];
  const planned = await planAction(action, { parts, reader: tx, ...asked(item), params });
  if ('unchanged' in planned) return nothing(planned);
  return changed(await decided(tx, planned, revision));
}

function changed(effects: Effects<Saved>): Effects<Done> {
  const { stored, warnings } = effects.result;
  return { ...effects, result: { status: 200, stored, warnings } };
}

function nothing({ unchanged, warnings = [] }: Unchanged): Effects<Done> {
  return { statements: [], inserts: [], events: [], result: { status: 200, stored: unchanged, warnings } };
}
