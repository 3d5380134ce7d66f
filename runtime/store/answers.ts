import type { Form } from '../../metadata/model.ts';
import type { Rights } from '../auth/rights.ts';
import type { Call } from '../call.ts';
import type { Connection } from '../database/database.ts';
import type { Labels } from './labels.ts';
import type { WireRecord } from './store.ts';
import type { Stored } from './stored.ts';
import { type Answer, type Member, membersOf, type SystemName, writeRecord, writeSome } from './wire.ts';

/** Turns stored records into what the caller may see of them; labels that are missing are read once for all. */
export interface Answers {
  /** What the caller may read of a form, in its order. */
  members(rights: Rights, form: Form): readonly Member[];
  one(reader: Connection, call: Call, form: Form, stored: Stored): Promise<WireRecord> | WireRecord;
  many(
    reader: Connection,
    call: Call,
    form: Form,
    stored: readonly Stored[],
    chosen: Chosen,
  ): Promise<readonly WireRecord[]>;
}

/** Members to answer; without `system`, all of these. */
export interface Chosen {
  readonly members: readonly Member[];
  readonly system?: readonly SystemName[];
}

export function createAnswers(labels: Labels): Answers {
  const known = new WeakMap<Rights, WeakMap<Form, readonly Member[]>>();

  function members(rights: Rights, form: Form): readonly Member[] {
    let forms = known.get(rights);
    if (!forms) {
      forms = new WeakMap();
      known.set(rights, forms);
    }
    let made = forms.get(form);
    if (!made) {
      made = membersOf(form, (field) => rights.readable(form, field));
      forms.set(form, made);
    }
    return made;
  }

  function write(form: Form, stored: Stored, chosen: Chosen, answer: Answer): WireRecord {
    return chosen.system
      ? writeSome(stored, chosen.members, chosen.system, answer)
      : writeRecord(form, stored, chosen.members, answer);
  }

  async function again(
    reader: Connection,
    answer: Answer,
    form: Form,
    stored: readonly Stored[],
    chosen: Chosen,
  ): Promise<readonly WireRecord[]> {
    await labels.load(reader, answer.call.served, answer.wanted);
    const labelled = { ...answer, wanted: new Map() };
    return stored.map((one) => write(form, one, chosen, labelled));
  }

  return {
    members,
    one(reader, call, form, stored) {
      const answer: Answer = { call, labels, wanted: new Map() };
      const chosen = { members: members(call.rights, form) };
      const wire = write(form, stored, chosen, answer);
      if (answer.wanted.size === 0) return wire;
      return again(reader, answer, form, [stored], chosen).then(([labelled]) => labelled ?? wire);
    },
    async many(reader, call, form, stored, chosen) {
      const answer: Answer = { call, labels, wanted: new Map() };
      const wire = stored.map((one) => write(form, one, chosen, answer));
      return answer.wanted.size === 0 ? wire : again(reader, answer, form, stored, chosen);
    },
  };
}
