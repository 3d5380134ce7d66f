import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { Connection, Database } from '../../database/database.ts';
import type { Validators } from '../../validator.ts';
import type { Answers } from '../answer/answers.ts';
import type { Labels } from '../answer/labels.ts';
import type { Existence } from '../body/picks.ts';
import type { Writer } from '../commit/writer.ts';
import type { Behaviours } from '../record/behaviours.ts';
import type { Insert } from '../record/insert.ts';
import type { RecordLayout } from '../record/layout.ts';
import type { Layouts } from '../record/layouts.ts';
import type { Copies } from '../sight/copies.ts';
import type { FormChecks } from './form-checks.ts';

/** What the verbs share; put together in `createStore`. */
export interface StoreParts {
  readonly database: Database;
  readonly writer: Writer;
  readonly layouts: Layouts;
  readonly labels: Labels;
  readonly copies: Copies;
  readonly answers: Answers;
  readonly validators: Validators;
  readonly existence: Existence;
  readonly behaviours: Behaviours;
  /** Where writes that are made once leave their marks. */
  readonly marks: Insert;
  readonly newId: () => string;
  readonly seal: (plain: string) => string;
  /** Time zone of an organisation. */
  readonly zone: (org: string) => string;
  /** Reads what may last, for the caller. */
  reader(call: Call): Connection;
  layout(call: Call, form: Form): RecordLayout;
  checks(call: Call, form: Form): FormChecks;
}
