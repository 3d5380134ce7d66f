import type { Label } from '../common/label.ts';

/** A field as somebody calls it who writes a formula. */
export interface CalledField {
  readonly id: string;
  readonly name: string;
  readonly label: Label;
  /** The fields of its rows, or of the record that it refers to. */
  readonly below: () => readonly CalledField[];
}

/** The fields that a formula may read, by how its paths begin. */
export interface CalledScope {
  readonly own: readonly CalledField[];
  readonly parent?: readonly CalledField[];
  readonly row?: readonly CalledField[];
}

/** Through rows and references, and no further: `lines.item.rate`. */
const mostSteps = 5;

/**
 * The paths by ids that somebody may have meant who wrote a path by what fields are called: by name, or by a label in
 * either language, which may have blanks and points in it. One: he means that; none: nothing is called so.
 * `Order lines.Unit price` is `lines.price`.
 */
export function pathsCalled({ own, parent, row }: CalledScope, said: string): readonly string[] {
  const text = plain(said);
  const starts = [...(parent ? [['parent', parent] as const] : []), ...(row ? [['row', row] as const] : [])];
  const found = starts.flatMap(([start, fields]) =>
    text.startsWith(`${start}.`)
      ? within(fields, text.slice(start.length + 1), 1).map((path) => `${start}.${path}`)
      : [],
  );
  return [...new Set([...within(own, text, 1), ...found])];
}

function within(fields: readonly CalledField[], text: string, step: number): readonly string[] {
  return fields.flatMap((field) =>
    restsOf(field, text).flatMap((rest) => {
      if (rest === '') return [field.id];
      if (step === mostSteps || !rest.startsWith('.')) return [];
      return within(field.below(), rest.slice(1), step + 1).map((path) => `${field.id}.${path}`);
    }),
  );
}

/** What stands behind each calling of a field with which a text begins; nobody minds the capitals of a label. */
function restsOf({ name, label }: CalledField, text: string): readonly string[] {
  const labels = [label.zh, label.en].map(plain);
  return [
    ...new Set(
      [
        ...(text.startsWith(name) ? [name] : []),
        ...labels.filter((one) => one !== '' && text.toLowerCase().startsWith(one.toLowerCase())),
      ].map(({ length }) => text.slice(length)),
    ),
  ];
}

/** Nobody minds how many blanks there are. */
function plain(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
