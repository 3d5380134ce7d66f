import type { ColumnPlace, ColumnToLookUp } from '../../../../metadata/design/workbook/looked-up.ts';
import type { WorkbookProposal } from '../../../../metadata/design/workbook/proposal.ts';
import type { WorkbookContext } from '../../../../metadata/design/workbook/propose-form.ts';
import { cellText } from './cell-text.ts';
import type { ReadSheet } from './read-book.ts';

/** A form that is being proposed by a file: all that stands in it stays here. */
export interface Proposing {
  readonly columns: readonly ColumnToLookUp[];
  texts(place: ColumnPlace): readonly string[];
  propose(context: WorkbookContext): WorkbookProposal | undefined;
}

/** Surveys the sheets of a file. Kinds are many, and no import wants them in the worker: they are loaded here. */
export async function beginProposing(sheets: readonly ReadSheet[]): Promise<Proposing> {
  const [{ surveySheets }, { columnsToLookUp, textsToLookUp }, { proposeForm }] = await Promise.all([
    import('../../../../metadata/design/workbook/survey.ts'),
    import('../../../../metadata/design/workbook/looked-up.ts'),
    import('../../../../metadata/design/workbook/propose-form.ts'),
  ]);
  const survey = surveySheets(
    sheets.map(({ rows, ...sheet }) => ({
      ...sheet,
      rows: rows.map((row) => row.map((cell) => cellText(cell).trim())),
    })),
  );
  return {
    columns: columnsToLookUp(survey),
    texts: (place) => textsToLookUp(survey, place),
    propose: (context) => proposeForm(survey, context),
  };
}
