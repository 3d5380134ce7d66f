import { clockFunctions, lookupFunctions, translateExcel } from './excel-formula.ts';
import { writtenIn } from './excel-tokens.ts';
import type { ExcelType } from './excel-values.ts';
import type { ProposedColumn, Why } from './proposal.ts';
import type { SheetProfile } from './survey.ts';

/** What values of a kind are to a formula of a workbook; of others it reads nothing that is kept here. */
const types: Readonly<Record<string, ExcelType>> = {
  integer: 'number',
  decimal: 'number',
  money: 'number',
  percent: 'number',
  text: 'text',
  multiline: 'text',
  boolean: 'boolean',
  date: 'date',
};

/** More digits than these are what is left of fractions that have no end. */
const mostDigits = 10;

/** Columns that a workbook computes become formulas where they can be read; else it is told which, where, and why. */
export function withFormulas(
  { columns: profiles, rows }: SheetProfile,
  columns: readonly ProposedColumn[],
): readonly ProposedColumn[] {
  const columnAt = (place: number) => {
    const column = columns.find((one) => one.place === place && one.use === 'field' && !one.carried);
    const type = column && types[column.kind];
    return type && { type, filled: column.filled === rows, whole: column.kind === 'integer' };
  };
  return columns.map((column): ProposedColumn => {
    const profile = profiles.find(({ place }) => place === column.place);
    const computed = profile?.computed;
    if (!profile || !computed || column.use !== 'field' || column.carried) return column;
    const { cell, text: formula, other } = computed;
    const saying = (why: Why): ProposedColumn => ({ ...column, why: [...column.why, why] });
    if (other !== undefined)
      return saying({ code: 'workbook-formula-differs', params: { formula, cell, other } });
    const made = translateExcel(computed.relative, columnAt);
    // A sign alone says nothing to whoever looks for it.
    if ('unread' in made) {
      if (clockFunctions.has(made.unread))
        return saying({ code: 'workbook-formula-clock', params: { formula, cell } });
      if (lookupFunctions.has(made.unread))
        return saying({ code: 'workbook-formula-lookup', params: { formula, cell, part: made.unread } });
      const part = writtenIn(made.unread, Number(cell.replace(/\D/g, '')));
      const params = { formula, cell, part: /[\p{L}\d^]/u.test(part) ? part : formula };
      return saying({ code: 'workbook-formula-unread', params });
    }
    // What it shows is of another sort than what it is read as: something in it means more.
    const isText = made.type === 'text' && column.kind === 'choice';
    if (types[column.kind] !== made.type && !isText)
      return saying({ code: 'workbook-formula-other', params: { formula, cell } });
    // Of whole numbers it is whole, which the formula itself says.
    const scale = profile.scale === 0 ? {} : { scale: Math.min(mostDigits, Math.max(2, profile.scale)) };
    const props = made.type === 'number' ? scale : made.type === 'text' ? { length: 255 } : {};
    return {
      ...column,
      kind: 'formula',
      props,
      computed: { parts: made.parts, kind: column.kind, props: column.props },
      required: false,
      unique: false,
      why: [{ code: 'workbook-formula', params: { formula, cell } }],
    };
  });
}
