import type { Job } from '../../metadata/contract/jobs/calls.ts';
import type { SheetColumns } from '../../metadata/design/workbook/form-of-proposal.ts';
import { FollowedJob } from '../kit/followed-job.ts';
import { session } from '../session/session.ts';

/** By id of a form, texts of a file and the name that each was meant to be. */
export type Meant = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A cell that reads otherwise than it stands in the file, by the numbers that problems are told with. */
export interface Mended {
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

interface ImportOrder {
  readonly dryRun: boolean;
  readonly meant: Meant;
  readonly mended: readonly Mended[];
}

/** A file whose columns are known by their places. */
interface PlacedFile {
  readonly form: string;
  readonly file: File;
  readonly columns: readonly SheetColumns[];
}

/** A workbook on its way in or out. */
export class SheetWork extends FollowedJob {
  /** Everything is checked and counted when it is only tried, nothing is written. */
  import(
    form: string,
    file: File,
    entries: string | null,
    { dryRun, meant, mended }: ImportOrder,
  ): Promise<void> {
    const said = Object.keys(meant).length > 0 ? { meant: JSON.stringify(meant) } : {};
    const cells = mended.map(({ sheet, row, column, text }) => [sheet, row, column, text]);
    const changed = cells.length > 0 ? { mended: JSON.stringify(cells) } : {};
    const query = { dryRun, ...said, ...changed, ...(entries === null ? {} : { entries }) };
    const upload = new FormData();
    upload.set('file', file);
    return this.start(() =>
      session.api.call('POST /api/forms/:form/import', { path: { form }, query, file: upload }),
    );
  }

  /** Its sheets and columns are what is said of their places; `once` begins it, or answers the job that it is already. */
  into(
    { form, file, columns }: PlacedFile,
    once: (begin: () => Promise<Job>) => Promise<Job>,
  ): Promise<void> {
    const upload = new FormData();
    upload.set('file', file);
    const query = { columns: JSON.stringify(columns) };
    const begin = () =>
      session.api.call('POST /api/forms/:form/import', { path: { form }, query, file: upload });
    return this.start(() => once(begin));
  }

  /** Something as a file, which the server makes as a job. */
  export(order: () => Promise<Job>): Promise<void> {
    return this.start(order);
  }
}
