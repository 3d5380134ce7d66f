interface Inner {
  readonly id: string;
  readonly hidden?: boolean | undefined;
  readonly rows?: unknown;
}

interface Matching {
  readonly entries?: string | undefined;
  readonly result: readonly string[];
  readonly condition: string;
}

/** A row that wins is answered with what it says, unless the form names what of it is wanted. */
export function resultPaths(
  form: {
    readonly byId: ReadonlyMap<
      string,
      { readonly rows?: { readonly fields: readonly Inner[] } | null | undefined }
    >;
  },
  { entries, result, condition }: Matching,
): readonly string[] {
  const rows = entries === undefined ? undefined : form.byId.get(entries)?.rows;
  if (!rows || result.some((path) => path.startsWith(`${entries}.`))) return result;
  const own = rows.fields.filter(({ hidden, rows: inner }) => !hidden && !inner);
  return [...result, ...own.map(({ id }) => `${entries}.${id}`).filter((path) => path !== condition)];
}
