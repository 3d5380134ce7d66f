import type { Form } from '../../metadata/model.ts';
import type { Call } from '../call.ts';
import type { Connection, Database } from '../database/database.ts';
import type { Validators } from '../validator.ts';
import type { Answers } from './answers.ts';
import type { Behaviours } from './behaviours.ts';
import type { Copies } from './copies.ts';
import type { FormChecks } from './form-checks.ts';
import type { Insert } from './insert.ts';
import type { Labels } from './labels.ts';
import type { RecordLayout } from './layout.ts';
import type { Layouts } from './layouts.ts';
import type { Existence } from './picks.ts';
import type { Writer } from './writer.ts';

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
