import type { LayeredField } from '../layers/layered.ts';

/** What shows all that stands beside it is made of it, as far as rights go: values that were told apart stay apart. */
export function shownBeside(fields: readonly LayeredField[]): readonly string[] {
  return fields.flatMap(({ fields: rows, source, path, dropped }) => {
    if (rows.length > 0) return shownBeside(rows);
    return source.hidden || source.showsAll || dropped ? [] : [path];
  });
}
