import type { Label } from '../../common/label.ts';

/** A property as people know it. */
export interface PropertyWords {
  /** Name of the property for whoever designs. */
  readonly label: Label;
  /** A further explanation. Default: none. */
  readonly help?: Label;
  /** Name of the property in the midst of a sentence. Default: the label. */
  readonly inSentence?: Label;
  /** What people call its values, where it is one of several. Default: as they are written. */
  readonly values?: Readonly<Record<string, Label | string>>;
}
