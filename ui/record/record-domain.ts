import type { RecordCheck } from '../../metadata/record-check.ts';
import type { Contribution, OverlayContribution } from '../kit/contribution.ts';
import type { Action } from '../kit/gj-actions.ts';
import type { DeskDomain } from '../model/desks.ts';
import type { RecordFailure } from './document/failing.ts';
import type { StoryDomain } from './document/gj-document-story.ts';
import type { FileLimits } from './editor/file-limits.ts';
import type { RecordEditor } from './editor/record-editor.ts';

/** A record on its page. */
export interface ShownRecord {
  readonly editor: RecordEditor;
  /** Whether it is read as a document, and nobody types into it now. */
  readonly reading: boolean;
  /** Another one whenever the record changes. */
  readonly turn: number;
  /** Shows the record as the server has it by now. */
  readonly takeUp: () => void;
}

/** The contributions of a domain to the page of a record. */
export interface RecordDomain extends DeskDomain, StoryDomain {
  /** Above its fields. */
  readonly recordPanels?: readonly Contribution<ShownRecord>[];
  /** Below its fields: what few records need. */
  readonly recordFoot?: readonly Contribution<ShownRecord>[];
  /** Other pages about a saved record. */
  readonly recordPages?: (editor: RecordEditor) => readonly Action[];
  readonly recordOverlays?: readonly OverlayContribution<RecordEditor>[];
  readonly recordFailure?: (editor: RecordEditor) => RecordFailure | undefined;
  /** What whoever has saved a record has to know of it. */
  readonly savedRemark?: (editor: RecordEditor) => Promise<string | undefined>;
  /** Fetches what files of a record may be, where settings take less than its fields do; null: they do not. */
  readonly fileLimits?: (editor: RecordEditor) => Promise<FileLimits | null>;
  /** Loads the checks of whole records that its forms name, as the server has them. */
  readonly recordChecks?: () => Promise<readonly RecordCheck[]>;
}

export function recordOverlays(
  domains: readonly RecordDomain[],
): readonly OverlayContribution<RecordEditor>[] {
  return domains.flatMap((one) => one.recordOverlays ?? []);
}

/** What failed with a record, as the first domain that knows of it says. */
export function failureOf(domains: readonly RecordDomain[], editor: RecordEditor): RecordFailure | undefined {
  return domains.map(({ recordFailure }) => recordFailure?.(editor)).find(Boolean);
}
