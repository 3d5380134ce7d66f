import type { Form } from '../../../metadata/model.ts';
import type { Call, Served } from '../../call/call.ts';
import { againWhenOvertaken } from '../../common/again-when-overtaken.ts';
import { refusal } from '../../common/refusal.ts';
import type { Store } from '../../storage/store/record/store.ts';

interface Published {
  served(): Served;
  /** Reads what was published on other nodes. */
  follow(): Promise<void>;
}

const formChanged = refusal('job-form-changed', 503);

/**
 * The store for work that outlasts publishes: a write that one overtook is made anew on what was published, as long as its
 * form is as it was; nothing of it was written. Work whose form changed stops, since it began by the former one.
 */
export function besidePublishes(store: Store, published: Published): Store {
  let newest: Served | undefined;
  return {
    ...store,
    create: (call, form, ...more) => onNewest(call, form, (...now) => store.create(...now, ...more)),
    patch: (call, form, ...more) => onNewest(call, form, (...now) => store.patch(...now, ...more)),
    remove: (call, form, ...more) => onNewest(call, form, (...now) => store.remove(...now, ...more)),
    act: (call, form, ...more) => onNewest(call, form, (...now) => store.act(...now, ...more)),
  };

  function onNewest<T>(call: Call, form: Form, write: (call: Call, form: Form) => Promise<T>): Promise<T> {
    return againWhenOvertaken(
      () => write(...asOf(newest, call, form)),
      async () => {
        await published.follow();
        newest = published.served();
      },
    );
  }
}

function asOf(newest: Served | undefined, call: Call, form: Form): [Call, Form] {
  if (!newest || newest.revision <= call.served.revision) return [call, form];
  const now = newest.model.formsById.get(form.id);
  if (now?.hash !== form.hash) throw formChanged({ form: { ...form.label } });
  return [{ ...call, served: newest }, now];
}
