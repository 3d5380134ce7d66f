import type { Form, Model } from '../../metadata/model.ts';

/** A form of the package that every model has: `user`, `job`, `token` … */
export function platformForm({ formsById }: Pick<Model, 'formsById'>, id: string): Form {
  const form = formsById.get(id);
  if (!form) throw new Error(`the model has no form ${id}: the package platform is missing`);
  return form;
}
