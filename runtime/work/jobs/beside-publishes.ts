import type { Form } from '../../../metadata/model.ts';
import type { Call, Served } from '../../call/call.ts';
import { againWhenOvertaken } from '../../common/again-when-overtaken.ts';
import { refusal } from '../../common/refusal.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { TransactionScope } from '../../storage/store/record/transaction-scope.ts';

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
    atOnce: (call, work) =>
      again(() => {
        const served = newerThan(call);
        return served
          ? store.atOnce({ ...call, served }, (transaction) => work(onFormsOf(served, transaction)))
          : store.atOnce(call, work);
      }),
  };

  function onNewest<T>(call: Call, form: Form, write: (call: Call, form: Form) => Promise<T>): Promise<T> {
    return again(() => {
      const served = newerThan(call);
      return served ? write({ ...call, served }, formOf(served, form)) : write(call, form);
    });
  }

  function again<T>(write: () => Promise<T>): Promise<T> {
    return againWhenOvertaken(write, async () => {
      await published.follow();
      newest = published.served();
    });
  }

  function newerThan({ served }: Call): Served | undefined {
    return newest && newest.revision > served.revision ? newest : undefined;
  }
}

function formOf<F extends Form>({ model }: Served, form: F): F {
  const now = model.formsById.get(form.id);
  if (now?.hash !== form.hash) throw formChanged({ form: { ...form.label } });
  return now as F;
}

/** For work that knows the forms of a former model. */
function onFormsOf(served: Served, transaction: TransactionScope): TransactionScope {
  return {
    ...transaction,
    read: (form, id) => transaction.read(formOf(served, form), id),
    find: (form, id) => transaction.find(formOf(served, form), id),
    where: (form, field, value) => transaction.where(formOf(served, form), field, value),
    create: (form, body, org) => transaction.create(formOf(served, form), body, org),
    createAs: (form, id, body) => transaction.createAs(formOf(served, form), id, body),
    patch: (form, seen, body) => transaction.patch(formOf(served, form), seen, body),
    change: (form, before, values, operation) =>
      transaction.change(formOf(served, form), before, values, operation),
  };
}
