import type { Job } from '../../metadata/contract/jobs/calls.ts';
import type { SheetColumns } from '../../metadata/design/workbook/form-of-proposal.ts';
import { FollowedJob } from '../kit/followed-job.ts';
import { session } from '../session/session.ts';

/** By id of a form, texts of a file and the name that each was meant to be. */
export type Meant = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Cells that read otherwise than they stand in the file, by the numbers that problems are told with. */
export interface Mended {
  readonly sheet: number;
  /** A row, or the text of all rows of the column that say it. */
  readonly where: number | string;
  readonly column: number;
  readonly text: string;
}

export interface ImportOrder {
  /** Everything is checked and counted, nothing is written. */
  readonly dryRun: boolean;
  readonly meant: Meant;
  readonly mended: readonly Mended[];
}

/** A file, and how it is read. */
interface ReadFile {
  readonly form: string;
  readonly file: File;
  /** Of a csv: whose rows it has. Default: records. */
  readonly entries?: string | null;
  /** What its sheets and columns are, by their places. Default: as their names and headings say. */
  readonly columns?: readonly SheetColumns[];
}

/** A workbook on its way in or out. */
export class SheetWork extends FollowedJob {
  /** `once` begins it, or answers the job that it is already. Default: it is begun. */
  import(
    { form, file, entries = null, columns }: ReadFile,
    { dryRun, meant, mended }: ImportOrder,
    once: (begin: () => Promise<Job>) => Promise<Job> = (begin) => begin(),
  ): Promise<void> {
    const cells = mended.map(({ sheet, where, column, text }) => [sheet, where, column, text]);
    const query = {
      dryRun,
      ...(Object.values(meant).some((texts) => Object.keys(texts).length > 0) && {
        meant: JSON.stringify(meant),
      }),
      ...(cells.length > 0 && { mended: JSON.stringify(cells) }),
      ...(entries !== null && { entries }),
      ...(columns && { columns: JSON.stringify(columns) }),
    };
    const upload = new FormData();
    upload.set('file', file);
    return this.start(() =>
      once(() => session.api.call('POST /api/forms/:form/import', { path: { form }, query, file: upload })),
    );
  }

  /** Something as a file, which the server makes as a job. */
  export(order: () => Promise<Job>): Promise<void> {
    return this.start(order);
  }
}
