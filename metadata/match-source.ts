import type { Label } from './common/label.ts';

/** How records of a form match facts: who wins, by what order, and whom each is for. */
export interface MatchSource {
  /** Form whose records are the facts. */
  readonly facts: string;
  /** The condition field; inside entries `entries.condition`; false: they have none. Default: `condition`. */
  readonly condition?: string | false;
  /** Entries field whose rows are the candidates. Default: the records. */
  readonly entries?: string;
  /** Order of precedence; `sharing`, `modifiedAt` and `id` may stand in it. Default: priority if any, sharing, -modifiedAt, id. */
  readonly order?: readonly string[];
  /** Fields that an answer carries. Default: number and title. */
  readonly result?: readonly string[];
  /** Only these facts may be asked in the panel. Default: all fields of the facts' form. */
  readonly fields?: readonly string[];
  /** A record without a condition matches everything (true) or nothing. Default: true. */
  readonly emptyMatches?: boolean;
  /** All that hold are taken in their order, a chain of fallbacks, so none stands in another's way. Default: the first wins. */
  readonly all?: boolean;
  /** Fields by which a rule says whom it is for, beside its condition. Default: every rule is for all. */
  readonly for?: readonly MatchForSource[];
  /** With `entries`: whether the record whose rows are asked has to be named. Default: optional. */
  readonly within?: 'required' | 'optional';
}

/** A field of a rule, and the one thing it is compared with: a fact, a question or the organisation. */
export interface MatchForSource {
  /** Of the rule; inside entries `entries.field`. One value of several is enough. */
  readonly field: string;
  /** Field of the facts' form itself. */
  readonly fact?: string;
  /** What a call says beside the facts: `ask.<question>`. */
  readonly question?: string;
  /** The organisation of the call is one that is named. */
  readonly organisation?: true;
  /** What people call the question. Default: the label of the field. */
  readonly label?: Label;
  /** A call has to say it. Default: no; unsaid, only rules that are for all take part. */
  readonly required?: boolean;
  /** Whom a rule is for that says nothing here. Default: all. */
  readonly empty?: 'all' | 'nobody';
  /** With `nobody`: a switch of the rule; where it is on, one that says nothing is for all even so. */
  readonly unless?: string;
}
