import type { Form } from '../../../metadata/model.ts';
import type { Served } from '../../call/call.ts';
import type { Dialect } from '../../database/database.ts';
import { type RecordLayout, recordLayout } from './layout.ts';

/** Layouts of forms, each made when the form is first used and forgotten with its model. */
export interface Layouts {
  of(served: Served, form: Form): RecordLayout;
  /** By form id. */
  byId(served: Served, form: string): RecordLayout;
}

export function createLayouts(dialect: Dialect): Layouts {
  const made = new WeakMap<Form, RecordLayout>();
  function of(served: Served, form: Form): RecordLayout {
    let layout = made.get(form);
    if (!layout) {
      layout = recordLayout(form, served.table(form), dialect);
      made.set(form, layout);
    }
    return layout;
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
