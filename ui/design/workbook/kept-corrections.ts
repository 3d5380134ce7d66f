import type {
  ProposedColumn,
  ProposedSheet,
  WorkbookProposal,
} from '../../../metadata/design/workbook/proposal.ts';

/** A proposal as it was made, and as somebody left it. */
export interface CorrectedProposal {
  readonly made: WorkbookProposal;
  readonly left: WorkbookProposal;
}

/** What somebody corrected of a proposal, in the one that was made anew: of sheets that are used as they were. */
export function withCorrections(next: WorkbookProposal, { made, left }: CorrectedProposal): WorkbookProposal {
  return {
    ...next,
    ...changesOf(made, left, ['name', 'label', 'kind', 'key']),
    sheets: next.sheets.map((sheet) => {
      const before = made.sheets.find((one) => one.sheet === sheet.sheet);
      const own = left.sheets.find((one) => one.sheet === sheet.sheet);
      if (!before || !own || own === before || own.use !== sheet.use) return sheet;
      return {
        ...sheet,
        ...changesOf(before, own, ['name', 'label', 'kind', 'key', 'why']),
        ...(isForm(next, own.of) ? changesOf(before, own, ['of']) : {}),
        columns: sheet.columns.map((column) => corrected(column, { before, own, next })),
      };
    }),
  };
}

/** The column as somebody left it, unless it refers to a sheet that is no form any more. */
function corrected(
  column: ProposedColumn,
  {
    before,
    own,
    next,
  }: { readonly before: ProposedSheet; readonly own: ProposedSheet; readonly next: WorkbookProposal },
): ProposedColumn {
  const at = ({ columns }: ProposedSheet) => columns.find(({ place }) => place === column.place);
  const found = at(own);
  if (!found || found === at(before)) return column;
  const isLost = found.kind === 'reference' && found.refers !== undefined && !isForm(next, found.refers);
  return isLost ? column : found;
}

function isForm({ sheets }: WorkbookProposal, place: number | null): boolean {
  return sheets.some(({ sheet, use }) => sheet === place && (use === 'form' || use === 'records'));
}

/** The properties that are another value now: nothing else changes them but a correction. */
function changesOf<T extends object>(before: T, now: T, names: readonly (keyof T)[]): Partial<T> {
  return Object.fromEntries(
    names.filter((name) => before[name] !== now[name]).map((name) => [name, now[name]]),
  ) as Partial<T>;
}
