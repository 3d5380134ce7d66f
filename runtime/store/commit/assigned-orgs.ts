import { BoundedMap } from '../../../metadata/bounded-map.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Connection } from '../../database/database.ts';
import type { WriteEvent } from './draft.ts';
import { noteOf } from './sharing-note.ts';

/**
 * Which organisations were ever given a record of a form, kept in memory: those that never were pay nothing for
 * being asked, with every list, whether each of its records is one.
 */
export interface AssignedOrgs {
  /** Whether the organisation may hold records of the form by assignment; no is certain. */
  any(reader: Connection, org: string, form: Form): boolean | Promise<boolean>;
  written(events: readonly WriteEvent[]): void;
}

const sql = 'SELECT 1 AS held FROM gj_assignment WHERE form = ? AND org = ? LIMIT 1';
/** Of forms and organisations together; then all are asked for anew. */
const most = 100_000;

export function createAssignedOrgs(): AssignedOrgs {
  const known = new BoundedMap<string, boolean>(most);
  /** Moved by every assignment: what was asked before it may have missed it. */
  let state = 0;

  async function ask(reader: Connection, org: string, form: string): Promise<boolean> {
    const before = state;
    const held = (await reader.first(sql, [form, org])) !== undefined;
    if (state === before) known.set(`${form} ${org}`, held);
    return held;
  }

  return {
    any: (reader, org, { id }) => known.get(`${id} ${org}`) ?? ask(reader, org, id),
    written(events) {
      for (const { form, operation, stored } of events) {
        const given = noteOf(stored)?.given;
        if (!given && operation !== 'assign') continue;
        state += 1;
        if (given) for (const { org } of given) known.set(`${form} ${org}`, true);
        else known.clear();
      }
    },
  };
}
