import type { ColumnProfile } from './profile.ts';
import type { Join, SheetProfile, Survey } from './survey.ts';

/** A survey as it is asked again and again: a file may have hundreds of sheets, and many joins by chance. */
export class JoinedSurvey {
  readonly sheets: readonly SheetProfile[];
  /** The columns that name the records of sheets, as far as they were asked for. */
  readonly keys = new Map<SheetProfile, ColumnProfile | undefined>();
  readonly #between = new Map<number, Map<number, Join[]>>();
  readonly #sheets: ReadonlyMap<number, SheetProfile>;

  constructor({ sheets, joins }: Survey) {
    this.sheets = sheets;
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
