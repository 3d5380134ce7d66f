import { v5 as idFrom } from 'uuid';
import type { Problem } from '../../../metadata/common/issue.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import type { AppendedSteps } from '../../../metadata/contract/design/calls.ts';
import type { DesignChange, NewDesign, Present } from '../../../metadata/contract/design/parts.ts';
import { type LogAction, type LogEntry, redoable, undoable } from '../../../metadata/design/design-log.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import type { Call } from '../../call/call.ts';
import type { Connection, Database } from '../../database/database.ts';
import { DatabaseError, transact } from '../../database/database-error.ts';
import {
  appendEntries,
  type Design,
  insertDesign,
  type Person,
  readDesign,
  readDesigns,
  readLog,
  updateDesign,
} from './design.ts';
import { createFold, type Folded } from './fold.ts';
import { createGrounds, type Ground, isOwn } from './layers.ts';
import { notePresent, readPresent } from './present.ts';
import {
  designBegunOtherwise,
  designClosed,
  designForbidden,
  designLeans,
  designStep,
  designsTooMany,
  designUnknown,
  layerForeign,
  logTooLong,
  nothingToUndo,
} from './refusals.ts';
import { refuseForeign, refuseOvertaken, refuseVersions, refuseWithoutRight } from './refuse-wanted.ts';

export interface DesignParts {
  readonly database: Database;
  readonly clock: () => number;
  readonly newId: () => string;
  /** Of the model in service. */
  readonly served: () => number;
}

/** A design as it is read: with its log, or what of it came since. */
export interface ReadDesign {
  readonly design: Design;
  readonly log: readonly LogEntry[];
  readonly present: readonly Present[];
}

/** A design that was begun, or had been by the same key. */
export interface BegunDesign {
  readonly design: Design;
  readonly log: readonly LogEntry[];
  readonly isNew: boolean;
}

interface Sharing {
  readonly by: Person;
  readonly shared: boolean;
  /** Whether the caller sees it. */
  readonly seen: boolean;
}

export interface Designs {
  list(call: Call): Promise<readonly Design[]>;
  /** The one that somebody is at, or a new one. */
  current(call: Call): Promise<Pick<BegunDesign, 'design' | 'isNew'>>;
  create(call: Call, wanted: NewDesign): Promise<BegunDesign>;
  read(call: Call, id: string): Promise<ReadDesign>;
  /** Tells whose it is, even if the caller may not look into it. Null: it is gone. */
  sharingOf(call: Call, id: string): Promise<Sharing | null>;
  change(call: Call, id: string, wanted: DesignChange): Promise<Design>;
  discard(call: Call, id: string): Promise<Design>;
  append(call: Call, id: string, sent: AppendedSteps): Promise<readonly LogEntry[]>;
  /** Takes back, or does again, what this person did last. */
  again(call: Call, id: string, does: 'undo' | 'redo', seen: number): Promise<readonly LogEntry[]>;
  mark(
    call: Call,
    id: string,
    action: Extract<LogAction, { do: 'point' | 'return' }>,
    seen: number,
  ): Promise<readonly LogEntry[]>;
  present(call: Call, id: string, place: string): Promise<readonly Present[]>;
  /** Reads the design with its layers as they are by now. */
  folded(call: Call, id: string): Promise<ReadDesign & { readonly folded: Folded; readonly ground: Ground }>;
  ground(call: Call): Promise<Ground>;
}

/** A person who keeps more than these at once has forgotten some. */
const mostOpen = 50;
/** Ids of designs follow from whose they are and the key they were begun with: the database lets none in twice. */
const keyedIds = 'b0a51d4e-6f0c-4c53-9d3a-1d6a1f1b8f27';
const mostEntries = 5_000;
const open: ReadonlySet<Design['state']> = new Set(['open', 'proposed', 'approved', 'scheduled']);

export function createDesigns({ database, clock, newId, served }: DesignParts): Designs {
  const grounds = createGrounds(served);
  /** A caller who only reads is not waited for when he has left. */
  const readerOf = ({ reading }: Call): Connection => (reading ? database.reading(reading) : database);
  const ground = (call: Call) => grounds(readerOf(call));
  const fold = createFold();
  const person = ({ user }: Call): Person => ({ id: user.id, name: user.name });

  const sees = ({ user }: Call, { by, shared }: Design) => by.id === user.id || shared;

  async function visible(connection: Connection, call: Call, id: string): Promise<Design> {
    const design = await readDesign(connection, id);
    if (!design || design.state === 'discarded') throw designUnknown({ id });
    if (!sees(call, design)) throw designUnknown({ id });
    return design;
  }

  async function workable(connection: Connection, call: Call, id: string): Promise<Design> {
    const design = await visible(connection, call, id);
    if (!open.has(design.state) || design.details.publishing)
      throw designClosed({ name: design.name, state: design.state });
    return design;
  }

  type Decide = (design: Design, log: readonly LogEntry[], now: Ground) => Promise<readonly LogAction[]>;

  /**
   * Decided on what is there, and written if it still is: who is overtaken looks again. Answers all that came after
   * `seen`.
   */
  async function appending(
    call: Call,
    id: string,
    seen: number,
    decide: Decide,
  ): Promise<readonly LogEntry[]> {
    for (let tries = 1; ; tries++) {
      const design = await workable(database, call, id);
      const log = await readLog(database, id);
      const actions = await decide(design, log, await ground(call));
      try {
        const more = await transact(database, async (tx) =>
          add(tx, await workable(tx, call, id), log, call, actions),
        );
        return [...log, ...more].filter(({ n }) => n > seen);
      } catch (error) {
        if (tries >= 20 || !DatabaseError.is(error, 'duplicate')) throw error;
      }
    }
  }

  async function add(
    tx: Connection,
    design: Design,
    log: readonly LogEntry[],
    call: Call,
    actions: readonly LogAction[],
  ): Promise<readonly LogEntry[]> {
    if (log.length + actions.length > mostEntries) throw logTooLong({ most: mostEntries });
    const more = entriesOf(call, actions, log.length);
    await appendEntries(tx, design.id, more);
    // An approval holds no more, since it was given to something else.
    const {
      proposed: _,
      approved: __,
      approvedAt: ___,
      scheduledAt: ____,
      how: _____,
      failure: ______,
      scheduled: _______,
      seen: ________,
      ...details
    } = design.details;
    await updateDesign(tx, { ...design, state: 'open', modifiedAt: clock(), details });
    return more;
  }

  function entriesOf(call: Call, actions: readonly LogAction[], known: number): readonly LogEntry[] {
    const at = new Date(clock()).toISOString();
    return actions.map((does, more): LogEntry => ({ n: known + 1 + more, by: person(call), at, does }));
  }

  /** Steps that may be taken, as entries say it; all that is wrong with them is told. */
  async function judged(
    call: Call,
    design: Design,
    log: readonly LogEntry[],
    steps: readonly DesignStep[],
    now: Ground,
  ): Promise<readonly LogAction[]> {
    refuseForeign(design, steps, now);
    const { layers } = await fold(design, log, now);
    let files = layers;
    const problems: Problem[] = [];
    for (const [at, step] of steps.entries()) {
      const layer = now.layerOf(design, step, files);
      const before = files.get(layer) ?? now.files(layer);
      refuseWithoutRight(call, step, layer, before);
      const taken = now.taken(design, step, files);
      if (taken.ok) files = taken.layers;
      else for (const { code, params } of taken.issues) problems.push({ path: `/steps/${at}`, code, params });
    }
    if (problems.length > 0) throw designStep({ count: problems.length }, problems);
    return steps.map((step) => ({ do: 'take', step }) as const);
  }

  /** The design of a key, as it is by now; begun with other steps it is another. */
  async function begun(id: string, steps: readonly DesignStep[]): Promise<BegunDesign | undefined> {
    const design = await readDesign(database, id);
    if (!design) return undefined;
    const log = await readLog(database, id);
    const first = log.slice(0, design.details.begunWith).map(({ does }) => does);
    const isSame = sameData(
      first,
      steps.map((step) => ({ do: 'take', step })),
    );
    if (!isSame) throw designBegunOtherwise({ id, count: first.length });
    return { design, log, isNew: false };
  }

  return {
    ground,
    list: (call) => readDesigns(readerOf(call), call.user.id),
    async current(call) {
      const mine = (await readDesigns(database, call.user.id)).find(
        ({ by, state, layer }) => by.id === call.user.id && open.has(state) && layer === localPackage,
      );
      return mine ? { design: mine, isNew: false } : this.create(call, {});
    },
    async create(call, { name = '', layer = localPackage, shared = false, key, steps = [] }) {
      const id = key === undefined ? newId() : idFrom(`${call.user.id} ${key}`, keyedIds);
      const before = key === undefined ? undefined : await begun(id, steps);
      if (before) return before;
      const now = await ground(call);
      if (!isOwn(layer, now.installed)) throw layerForeign({ layer });
      const mine = (await readDesigns(database, call.user.id)).filter(
        ({ by, state }) => by.id === call.user.id && open.has(state),
      );
      if (mine.length >= mostOpen) throw designsTooMany({ most: mostOpen });
      const at = clock();
      const design: Design = {
        id,
        name,
        layer,
        shared,
        by: person(call),
        base: now.revision,
        state: 'open',
        createdAt: at,
        modifiedAt: at,
        details: { begunWith: steps.length },
      };
      const log = entriesOf(call, await judged(call, design, [], steps, now), 0);
      try {
        await transact(database, async (tx) => {
          await insertDesign(tx, design);
          await appendEntries(tx, id, log);
        });
        return { design, log, isNew: true };
      } catch (error) {
        // The same was asked twice at once, and the other came first.
        const other = DatabaseError.is(error, 'duplicate') ? await begun(id, steps) : undefined;
        if (!other) throw error;
        return other;
      }
    },
    async read(call, id) {
      const reader = readerOf(call);
      const design = await visible(reader, call, id);
      const log = await readLog(reader, id);
      return { design, log, present: await readPresent(reader, id, clock()) };
    },
    async sharingOf(call, id) {
      const design = await readDesign(readerOf(call), id);
      if (!design || design.state === 'discarded') return null;
      return { by: design.by, shared: design.shared, seen: sees(call, design) };
    },
    async change(call, id, { name, shared, versions }) {
      if (versions) refuseVersions(versions, await this.folded(call, id));
      return transact(database, async (tx) => {
        const design = await (versions ? workable : visible)(tx, call, id);
        const next: Design = {
          ...design,
          ...(name !== undefined && { name }),
          ...(shared !== undefined && { shared }),
          ...(versions && {
            details: { ...design.details, versions: { ...design.details.versions, ...versions } },
          }),
        };
        if (shared !== undefined && design.by.id !== call.user.id)
          throw designForbidden({ target: design.name });
        await updateDesign(tx, next);
        return next;
      });
    },
    discard: (call, id) =>
      transact(database, async (tx) => {
        const design = await visible(tx, call, id);
        if (design.by.id !== call.user.id) throw designForbidden({ target: design.name });
        if (design.details.publishing) throw designClosed({ name: design.name, state: design.state });
        const next: Design = { ...design, state: 'discarded', modifiedAt: clock() };
        await updateDesign(tx, next);
        return next;
      }),
    append: (call, id, sent) =>
      appending(call, id, sent.seen, async (design, log, now) => {
        if (!sent.overwrite) refuseOvertaken(design, log, sent, call.user.id);
        return judged(call, design, log, sent.steps, now);
      }),
    again: (call, id, does, seen) =>
      appending(call, id, seen, async (design, log, now) => {
        const found = does === 'undo' ? undoable(log, call.user.id) : redoable(log, call.user.id);
        if (!found) throw nothingToUndo();
        const known = new Set((await fold(design, log, now)).refused.map(({ n }) => n));
        const entry: LogEntry = {
          n: log.length + 1,
          by: person(call),
          at: '',
          does: { do: does, of: found.n },
        };
        // Not remembered: nobody has done it yet.
        const after = await createFold()(design, [...log, entry], now);
        const broken = after.refused.find(({ n }) => !known.has(n));
        const who = log.find(({ n }) => n === broken?.n)?.by;
        if (who) throw designLeans({ by: who.name });
        return [entry.does];
      }),
    mark: (call, id, action, seen) =>
      appending(call, id, seen, async (_design, log) => {
        if (action.do === 'return' && action.to > log.length) throw nothingToUndo();
        return [action];
      }),
    async present(call, id, place) {
      await visible(database, call, id);
      await notePresent(database, id, person(call), place, clock());
      return readPresent(database, id, clock());
    },
    async folded(call, id) {
      const read = await this.read(call, id);
      const now = await ground(call);
      return { ...read, ground: now, folded: await fold(read.design, read.log, now) };
    },
  };
}
