import type { OrgTree } from '../../../rules/sharing/org-tree.ts';
import type { Connection } from '../../database/connection.ts';
import type { Answers } from '../../storage/store/answer/answers.ts';
import type { Labels } from '../../storage/store/answer/labels.ts';
import type { Layouts } from '../../storage/store/record/layouts.ts';
import type { Copies } from '../../storage/store/sight/copies.ts';
import type { Matching } from '../match/create-matching.ts';
import type { RecordCache, RecordCaches } from './record-cache.ts';
import type { View } from './view.ts';

export interface OrgView {
  readonly tree: OrgTree;
  /** The day, and what references were called. */
  readonly state: string;
  readonly view: View;
}

/** The parts that decisions on a node are made with. */
export interface DecisionParts {
  readonly reader: Connection;
  readonly layouts: Layouts;
  readonly labels: Labels;
  readonly answers: Answers;
  readonly recordCaches: RecordCaches;
  /** The records that an organisation sees of a cache, by organisation. */
  readonly views: WeakMap<RecordCache, Map<string, OrgView>>;
  /** Moves with everything that is written: what references are called may be another then. */
  labelled(): number;
  readonly apply: Copies['apply'];
  readonly ruleSet: Matching['ruleSet'];
  readonly zone: (org: string) => string;
}
