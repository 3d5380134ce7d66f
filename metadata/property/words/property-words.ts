import type { Label } from '../../common/label.ts';

/** A property as people know it. */
export interface PropertyWords {
  /** What whoever designs calls it. */
  readonly label: Label;
  /** What he is told of it besides. Default: nothing. */
  readonly help?: Label;
  /** What it is called in the midst of a sentence. Default: the label. */
  readonly inSentence?: Label;
}
