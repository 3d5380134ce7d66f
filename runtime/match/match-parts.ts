import type { Connection } from '../database/database.ts';
import type { Log } from '../log.ts';
import type { Answers } from '../store/answers.ts';
import type { Labels } from '../store/labels.ts';
import type { Layouts } from '../store/layouts.ts';
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
