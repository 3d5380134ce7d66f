import type { Form, Model } from '../../../../metadata/model.ts';
import type { Served } from '../../../call/call.ts';
import type { Dialect } from '../../../database/database.ts';
import { type RecordLayout, recordLayout } from './layout.ts';

/** Layouts of forms, each made when the form is first used and forgotten with its model. */
export interface Layouts {
  of(served: Served, form: Form): RecordLayout;
  /** By form id. */
  byId(served: Served, form: string): RecordLayout;
}

export function createLayouts(dialect: Dialect): Layouts {
  const inService = new WeakMap<Form, RecordLayout>();
  /** Of designs, by the model that they are read from: once published the same form has other tables. */
  const under = new WeakMap<Model, WeakMap<Form, RecordLayout>>();
  function of(served: Served, form: Form): RecordLayout {
    const made = served.base ? over(served.base.model) : inService;
    let layout = made.get(form);
    if (!layout) {
      layout = recordLayout(form, served.table(form), dialect);
      made.set(form, layout);
    }
    return layout;
  }
  function over(base: Model): WeakMap<Form, RecordLayout> {
    const made = under.get(base) ?? new WeakMap<Form, RecordLayout>();
    under.set(base, made);
    return made;
  }
  return {
    of,
    byId(served, id) {
      const form = served.model.formsById.get(id);
      if (!form) throw new Error(`no form ${id} in the model`);
      return of(served, form);
    },
  };
}
