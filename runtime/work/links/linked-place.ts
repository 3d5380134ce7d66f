import type { Form } from '../../../metadata/model.ts';

/** What a link leads to: a file in a record, or the record on paper. */
export type LinkedPlace = { readonly form: Form; readonly record: string } & (
  | { readonly file: string; readonly print?: undefined }
  | { readonly file?: undefined; readonly print: string }
);

/** The address at which whoever signs in reads the same. */
export function pathOf({ form, record, file, print }: LinkedPlace): string {
  const within = file === undefined ? `prints/${print}` : `files/${file}`;
  return `/api/forms/${form.name}/records/${record}/${within}`;
}
