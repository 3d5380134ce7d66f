import { isDeepStrictEqual } from 'node:util';
import type { Form, Model } from '../../metadata/model.ts';
import { tablesOfForm } from './desired.ts';

/** What of `PlanOptions` says which tables those are. */
interface Asked {
  readonly since?: Model;
  readonly former?: ReadonlyMap<string, unknown>;
  readonly moves?: ReadonlyMap<string, unknown>;
  readonly values?: ReadonlyMap<string, unknown>;
}

/** Whose tables a model asks to be others than they are in the model in service, or to keep other values. */
export function formsToPlan({ since, former, moves, values }: Asked): (form: Form) => boolean {
  if (!since) return () => true;
  const paths = [former, moves, values].flatMap((each) => [...(each?.keys() ?? [])]);
  const touched = new Set(paths.map((path) => path.split('/', 1)[0]));
  return (form) => {
    const known = since.formsById.get(form.id);
    if (known === form) return touched.has(form.id);
    return !known || touched.has(form.id) || !isDeepStrictEqual(tablesOfForm(known), tablesOfForm(form));
  };
}
