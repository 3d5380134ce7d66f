import { isObject } from '../../common/json.ts';
import type { ColumnProfile } from './profile.ts';
import { type Named, stemOf } from './propose-column.ts';
import type { Join, SheetProfile, Survey } from './survey.ts';

/** Returns the key of a column of a file. */
export function columnAt(sheet: number, place: number): string {
  return `${sheet}/${place}`;
}

/** A survey as it is asked again and again: a file may have hundreds of sheets, and many joins by chance. */
export class JoinedSurvey {
  readonly sheets: readonly SheetProfile[];
  /** The columns that name the records of sheets, as far as they were asked for. */
  readonly keys = new Map<SheetProfile, ColumnProfile | undefined>();
  readonly #between = new Map<number, Map<number, Join[]>>();
  readonly #sheets: ReadonlyMap<number, SheetProfile>;
  /** Records in force that columns name, by `columnAt`. */
  readonly #named: ReadonlyMap<string, Named>;

  constructor({ sheets, joins }: Survey, named: ReadonlyMap<string, Named>) {
    this.sheets = sheets;
    this.#named = named;
    this.#sheets = new Map(sheets.map((one) => [one.sheet, one]));
    for (const join of joins) {
      const from = this.#between.get(join.of.sheet) ?? new Map<number, Join[]>();
      this.#between.set(join.of.sheet, from);
      const between = from.get(join.sheet);
      if (between) between.push(join);
      else from.set(join.sheet, [join]);
    }
  }

  /** The sheet at a place of the file. */
  at(place: number): SheetProfile | undefined {
    return this.#sheets.get(place);
  }

  /** Whether a column names records of a form in force, and its sheet does not list those of that form itself. */
  namesOthers({ sheet, name }: SheetProfile, { place }: ColumnProfile): boolean {
    const { label = null } = this.#named.get(columnAt(sheet, place)) ?? {};
    const called = isObject(label) ? Object.values(label) : [label];
    return label !== null && !called.some((one) => stemOf(String(one)) === stemOf(name));
  }

  /** The ways in which columns of a sheet name rows of another by a column of that. */
  joinsOf(sheet: SheetProfile, of: SheetProfile, column: number): readonly Join[] {
    return this.joinsBetween(sheet, of).filter((join) => join.of.column === column);
  }

  joinsBetween({ sheet }: SheetProfile, of: SheetProfile): readonly Join[] {
    return this.#between.get(of.sheet)?.get(sheet) ?? [];
  }

  /** All ways in which columns of other sheets name rows of a sheet. */
  joinsTo({ sheet }: SheetProfile): readonly Join[] {
    return [...(this.#between.get(sheet)?.values() ?? [])].flat();
  }
}
