import type { Form } from '../../../../metadata/model.ts';
import { hasVirtual } from '../../../../metadata/virtual.ts';
import type { Call } from '../../../call/call.ts';
import type { Rights } from '../../../call/rights.ts';
import { remember } from '../../../common/remember.ts';
import type { Connection, Dialect } from '../../../database/database.ts';
import type { RecordLayout } from '../record/layout.ts';
import type { WireRecord } from '../record/store.ts';
import type { Stored } from '../record/stored.ts';
import { type AnswerRows, answerRows } from './answer-rows.ts';
import type { Labels } from './labels.ts';
import { type Answer, type Member, membersOf, type SystemName, writeRecord, writeSome } from './wire.ts';
import { gatesOf, withheldFrom } from './withheld.ts';

/** Turns what is stored into what the caller may see of it; labels that are missing are read once for all. */
export interface Answers {
  /** Rows of the form that can be answered to the caller as they are read; null: there are none such. */
  rows(call: Call, layout: RecordLayout): AnswerRows | null;
  /** The members of a form that the caller may read, in its order. */
  members(rights: Rights, form: Form): readonly Member[];
  one(reader: Connection, call: Call, form: Form, stored: Stored): Promise<WireRecord> | WireRecord;
  many(
    reader: Connection,
    call: Call,
    form: Form,
    stored: readonly Stored[],
    chosen: Chosen,
  ): Promise<readonly WireRecord[]> | readonly WireRecord[];
  /** Records with those of the chosen fields that are not kept, evaluated as of now. */
  evaluated(
    reader: Connection,
    call: Call,
    form: Form,
    stored: readonly Stored[],
    chosen: Evaluated,
  ): Promise<readonly Stored[]> | readonly Stored[];
  /** Records without what comes from others that the caller may not see. */
  seen(
    reader: Connection,
    call: Call,
    form: Form,
    stored: readonly Stored[],
  ): Promise<readonly Stored[]> | readonly Stored[];
  /** Whatever `write` makes; called once more when labels were missing. */
  labelled<T>(reader: Connection, call: Call, write: (answer: Answer) => T): Promise<T> | T;
}

/** Parts of formulas asked of rows that may still be taken. */
export interface Effort {
  left: number;
}

/** Members to answer; without `system`, all of these. */
export interface Chosen {
  readonly members: readonly Member[];
  /** For all records together. Default: each takes as much as when it is read alone. */
  readonly effort?: Effort;
  readonly system?: readonly SystemName[];
}

/** The fields that are to be evaluated, by their ids. */
interface Evaluated extends Pick<Chosen, 'effort'> {
  readonly members: readonly { readonly id: string }[];
}

/** Fills in the fields of records that are not kept, as of the moment of the call. */
export type EvaluateVirtual = (
  reader: Connection,
  call: Call,
  form: Form,
  stored: readonly Stored[],
  effort?: Effort,
) => Promise<readonly Stored[]>;

/** Answers ids of fields that a record of the form does not answer its reader; undefined: it has no such fields. */
type Hides = (form: Form) => ((call: Call, stored: Stored) => readonly string[]) | undefined;

/**
 * `evaluate`: by default, fields that are not kept stay empty: rules and decisions go by what is kept alone. `hides`: by
 * default, every field is answered to who may read it.
 */
export function createAnswers(
  labels: Labels,
  dialect: Dialect,
  evaluate: EvaluateVirtual = async (_reader, _call, _form, stored) => stored,
  hides: Hides = () => undefined,
): Answers {
  function shown(call: Call, form: Form, stored: Stored): Stored {
    const hidden = hides(form)?.(call, stored) ?? [];
    if (hidden.length === 0) return stored;
    return { ...stored, ...Object.fromEntries(hidden.map((id) => [id, null])) };
  }

  const made = new WeakMap<Rights, WeakMap<RecordLayout, AnswerRows | null>>();
  const known = new WeakMap<Rights, WeakMap<Form, readonly Member[]>>();

  function members(rights: Rights, form: Form): readonly Member[] {
    const forms = remember(known, rights, () => new WeakMap<Form, readonly Member[]>());
    return remember(forms, form, () => membersOf(form, (field) => rights.readable(form, field)));
  }

  function labelled<T>(reader: Connection, call: Call, write: (answer: Answer) => T): Promise<T> | T {
    const answer: Answer = { call, labels, wanted: new Map() };
    const first = write(answer);
    if (answer.wanted.size === 0) return first;
    return labels
      .load(reader, call.served, answer.wanted, call)
      .then(() => write({ call, labels, wanted: new Map() }));
  }

  function rows(call: Call, layout: RecordLayout): AnswerRows | null {
    const { rights } = call;
    const layouts = remember(made, rights, () => new WeakMap<RecordLayout, AnswerRows | null>());
    const known = remember(layouts, layout, () => answerRows(layout, rights, dialect, labels));
    return known && gatesOf(call, layout.form) === null && !hides(layout.form) ? known : null;
  }

  return {
    rows,
    seen(reader, call, form, stored) {
      const gates = gatesOf(call, form);
      if (!gates) return stored;
      return labelled(reader, call, (answer) => stored.map((one) => withheldFrom(gates, one, answer)));
    },
    members,
    labelled,
    evaluated,
    one(reader, call, form, stored) {
      const whole = evaluated(reader, call, form, [stored], { members: form.fields });
      return whole instanceof Promise
        ? whole.then(([made = stored]) => one(reader, call, form, made))
        : one(reader, call, form, stored);
    },
    many(reader, call, form, stored, chosen) {
      const whole = evaluated(reader, call, form, stored, chosen);
      return whole instanceof Promise
        ? whole.then((made) => many(reader, call, form, made, chosen))
        : many(reader, call, form, stored, chosen);
    },
  };

  function evaluated(
    reader: Connection,
    call: Call,
    form: Form,
    stored: readonly Stored[],
    { members: asked, effort }: Evaluated,
  ): Promise<readonly Stored[]> | readonly Stored[] {
    if (stored.length === 0 || !hasVirtual(form)) return stored;
    const fields = asked.flatMap(({ id }) => form.byId.get(id) ?? []);
    return hasVirtual({ fields }) ? evaluate(reader, call, form, stored, effort) : stored;
  }

  function one(reader: Connection, call: Call, form: Form, stored: Stored): Promise<WireRecord> | WireRecord {
    const gates = gatesOf(call, form);
    return labelled(reader, call, (answer) =>
      writeRecord(
        form,
        withheldFrom(gates, shown(call, form, stored), answer),
        members(call.rights, form),
        answer,
      ),
    );
  }

  function many(
    reader: Connection,
    call: Call,
    form: Form,
    stored: readonly Stored[],
    { members: chosen, system }: Chosen,
  ): Promise<readonly WireRecord[]> | readonly WireRecord[] {
    const gates = gatesOf(call, form);
    return labelled(reader, call, (answer) =>
      stored.map((record) => {
        const one = withheldFrom(gates, shown(call, form, record), answer);
        return system ? writeSome(one, chosen, system, answer) : writeRecord(form, one, chosen, answer);
      }),
    );
  }
}
