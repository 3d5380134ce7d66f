import type { Log } from '../config/log.ts';
import type { Connection } from '../database/database.ts';
import type { Answers } from '../store/answer/answers.ts';
import type { Labels } from '../store/answer/labels.ts';
import type { Layouts } from '../store/record/layouts.ts';
import type { Opinions } from './opinions.ts';
import type { RuleSets } from './rule-sets.ts';

/** What the verbs of matching share. */
export interface MatchParts {
  readonly reader: Connection;
  readonly layouts: Layouts;
  readonly labels: Labels;
  readonly answers: Answers;
  readonly sets: RuleSets;
  readonly log: Log;
  readonly opinions: Opinions;
  /** Time zone of an organisation. */
  readonly zone: (org: string) => string;
}
