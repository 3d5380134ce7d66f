import type { Answers } from '../../../metadata/merge/question.ts';
import type { Form } from '../../../metadata/model.ts';
import type { FormHolding, FormTelling } from '../../../metadata/record-of.ts';
import type { Call } from '../../call/call.ts';
import type { TakesByCapability } from '../../call/form-actions.ts';
import type { AlsoNeeded } from '../../call/rights.ts';
import { commonValidators, type Validators } from '../../common/validator.ts';
import type { Connection, Database } from '../../database/database.ts';
import { createFinder, type Finder } from '../search/finder.ts';
import { createIndexCatalogue, type IndexCatalogue } from '../tables/index-catalogue.ts';
import { planAction } from './act/actions.ts';
import { atOnce } from './act/at-once.ts';
import { batchAtOnce, batchOneByOne } from './act/batch.ts';
import { toAct } from './act/to-act.ts';
import { type TogetherIn, writeTogether, writeTogetherIn } from './act/together.ts';
import { answeredFile } from './answer/answered-file.ts';
import { createAnswers } from './answer/answers.ts';
import { createLabels } from './answer/labels.ts';
import { createExistence } from './body/picks.ts';
import { createAssignedOrgs } from './commit/assignments.ts';
import { markInsert } from './commit/marked.ts';
import type { PlannedWrite } from './commit/planned-write.ts';
import { createWriter, type Writer, type WriterOptions, type WrittenListener } from './commit/writer.ts';
import { listDeleted } from './history/deleted.ts';
import { readHistory } from './history/history.ts';
import { readHoldings } from './history/holdings.ts';
import { lastActions } from './history/last-action.ts';
import { planRestore } from './history/restore.ts';
import { formsHolding } from './list/forms-holding.ts';
import { createList } from './list/list.ts';
import { createPager, type PagerLimits, type PagerParts } from './list/pager.ts';
import { createReport } from './list/report.ts';
import { listGrid } from './list/sharing-grid.ts';
import { createTallies } from './list/tally.ts';
import { listAssignable, listUsable } from './list/usable.ts';
import { createZoneMaps } from './list/zone-maps.ts';
import { specialForms } from './platform/special-forms.ts';
import { managesRecord } from './record/access.ts';
import { createBehaviours } from './record/behaviours.ts';
import type { InWordsSince } from './record/in-words-since.ts';
import { createLayouts } from './record/layouts.ts';
import { readStored } from './record/records.ts';
import type { Shipment, ShipmentOutcome } from './record/shipment.ts';
import type { Store, TogetherPlan, View, WireRecord, Written } from './record/store.ts';
import type { Stored } from './record/stored.ts';
import type { ToAct } from './record/transaction-scope.ts';
import { createEvaluate } from './save/evaluate-virtual.ts';
import { createFormChecks } from './save/form-checks.ts';
import type {
  ActionObstacle,
  Decide,
  FormAction,
  SpecialForm,
  Step,
  StoreParts,
  Unchanged,
} from './save/parts.ts';
import { readWithActions } from './save/read-with-actions.ts';
import { readRecord, readWritten } from './save/read-written.ts';
import { reclaim, type Twins } from './save/reclaim.ts';
import { findReferrers } from './save/referrers.ts';
import type { Saved } from './save/save.ts';
import { readSetting } from './save/setting.ts';
import { readWorkCalendar } from './save/work-calendar.ts';
import { assignRecords, withdrawRecords } from './sharing/sharing-pairs.ts';
import { type DropOutcome, type DroppedShipment, dropShipments } from './shipped/drop-shipments.ts';
import { loadShipments } from './shipped/load-shipments.ts';
import { createCopies } from './sight/copies.ts';
import { findToSee, findWith } from './sight/find.ts';
import { isLimited } from './sight/limits.ts';
import { planChange, planCreate } from './write/plan-write.ts';
import { planRemove } from './write/remove.ts';
import { answerWritten, write } from './write/write.ts';

export interface StoreOptions {
  readonly database: Database;
  /** Ids of records and rows: UUIDs of version 7. */
  readonly newId: () => string;
  /** Between 0 and 1, for who waits how long. */
  readonly random: () => number;
  /** The moment and the zone of a commit that begins now. */
  readonly stamp: WriterOptions['stamp'];
  /** Encrypts what a secret field keeps. */
  readonly seal: (plain: string) => string;
  /** Time zone of an organisation, for dates that became moments. Default: UTC. */
  readonly zone?: (org: string) => string;
  /** The organisations as they were right after a revision. Default: nobody knows, so they are read. */
  readonly orgsAfter?: StoreParts['orgsAfter'];
  /** Special forms, which ask more than metadata can say, by id of the form. Default: the platform's own alone. */
  readonly specialForms?: Readonly<Record<string, SpecialForm>>;
  /** Capabilities by which forms may declare actions. Default: those of the store itself. */
  readonly formActions?: Readonly<Record<string, FormAction>>;
  /** What those actions are refused for, told beforehand, by capability. Default: nothing is told. */
  readonly actionObstacles?: Readonly<Record<string, ActionObstacle>>;
  /** What bodies of those actions take, by capability. Default: nothing but a reason. */
  readonly actionTakes?: TakesByCapability;
  /** Rights that actions need beside their own. Default: none. */
  readonly alsoNeeded?: AlsoNeeded;
  /** Throws where a record of any form may not be written so, whatever the caller's rights. Default: it may. */
  readonly permit?: (reader: Connection, step: Step) => Promise<void>;
  /** Default: versions ask what they asked. */
  readonly rewrittenSince?: StoreParts['rewrittenSince'];
  /** Default: what were options are so still. */
  readonly inWordsSince?: InWordsSince;
  /** Default: one of its own. */
  readonly validators?: Validators;
  /** Default: a catalogue of its own. */
  readonly indexes?: IndexCatalogue;
  readonly pager?: PagerLimits;
  /** Told how each page of a list was read. Default: nobody. */
  readonly onRead?: PagerParts['onRead'];
}

/** The store, and what else its node needs of it. */
export interface OpenStore extends Store {
  /** Writes together in a transaction that is open, which has to be taken back where the outcome tells failures. */
  togetherIn(tx: Connection, first: number, plans: readonly TogetherPlan[]): Promise<TogetherIn>;
  /** Into the same order as its own writes: publishes go this way. */
  readonly write: Writer['write'];
  /** For a publish that brings or changes unique rules, in its transaction and with a call on its model. */
  reclaim(tx: Connection, call: Call, form: Form): Promise<readonly Twins[]>;
  /** Writes records of packages, in one transaction, with where they come from. */
  loadShipments(
    call: Call,
    shipments: readonly Shipment[],
    answers: Answers,
  ): Promise<readonly ShipmentOutcome[]>;
  /** Records that packages bring no more: `marks` says whether what stays is marked. */
  dropShipments(
    call: Call,
    dropped: readonly DroppedShipment[],
    marks: boolean,
  ): Promise<readonly DropOutcome[]>;
  /** From now on records are judged by these decisions, too. */
  decideBy(decide: Decide): void;
  /** Told of everything this store writes, before those who wrote it are. */
  onWritten(listener: WrittenListener): void;
  /** How searches were answered so far. */
  readonly searches: Readonly<Finder['counts']>;
  /** To be told of everything other nodes wrote. */
  readonly follow: WrittenListener;
}

export function createStore(options: StoreOptions): OpenStore {
  const { database, newId, seal } = options;
  const { dialect } = database;
  const layouts = createLayouts(dialect);
  const labels = createLabels(layouts);
  const ownOf = ({ id }: Pick<Form, 'id'>) => specialForms[id] ?? options.specialForms?.[id] ?? {};
  const special = (form: Form): SpecialForm => permitted(ownOf(form), options.permit);
  const answers = createAnswers(
    labels,
    dialect,
    createEvaluate(() => parts),
    (form) => ownOf(form).hides,
  );
  const zone = options.zone ?? (() => 'UTC');
  const inWordsSince: InWordsSince = options.inWordsSince ?? (async (_, version) => version);
  const copies = createCopies(zone);
  const writer = createWriter({ database, random: options.random, stamp: options.stamp });
  const checks = createFormChecks(dialect);
  let decide: Decide | null = null;
  const parts: StoreParts = {
    database,
    writer,
    layouts,
    labels,
    answers,
    validators: options.validators ?? commonValidators(),
    existence: createExistence(),
    behaviours: createBehaviours(),
    marks: markInsert(dialect),
    formActions: options.formActions ?? {},
    actionObstacles: options.actionObstacles ?? {},
    actionTakes: options.actionTakes ?? {},
    alsoNeeded: options.alsoNeeded ?? {},
    newId,
    seal,
    zone,
    orgsAfter: options.orgsAfter ?? (() => undefined),
    copies,
    inWordsSince,
    rewrittenSince: options.rewrittenSince ?? (async (_, version) => version),
    reader: ({ reading }) => (reading ? database.reading(reading) : database),
    layout: (call, form) => layouts.of(call.served, form),
    checks: (call, form) => checks(layouts.of(call.served, form)),
    special,
    decide: () => decide,
  };
  writer.onWritten(labels.written);
  writer.onWritten(copies.written);
  const assignedOrgs = createAssignedOrgs();
  writer.onWritten(assignedOrgs.written);
  const zoneMaps = createZoneMaps({ database, dialect, stretch: options.pager?.stretch });
  writer.onWritten(zoneMaps.written);
  const pager = createPager({
    dialect,
    zoneMaps,
    catalogue: options.indexes ?? createIndexCatalogue(database),
    ...(options.pager ? { limits: options.pager } : {}),
    ...(options.onRead ? { onRead: options.onRead } : {}),
  });
  const finder = createFinder(database, dialect);
  const tallies = createTallies({ dialect, layouts, answers, reader: parts.reader });
  writer.onWritten(tallies.written);
  const report = createReport({ dialect, layouts, answers, copies, zone, finder, reader: parts.reader });
  const list = createList(database, {
    dialect,
    layouts,
    labels,
    answers,
    copies,
    assignedOrgs,
    pager,
    finder,
    reader: parts.reader,
  });

  const store: OpenStore = {
    // The caller knows the type of the records by the form that it asks for; the store knows them as JSON.
    list: list as Store['list'],
    tally: tallies.tally,
    formsHolding: (call, forms, numbers) => formsHolding(parts, call, forms, numbers),
    report,
    read: <W>(call: Call, form: FormTelling<W>, id: string, view: View = 'use') =>
      readRecord(parts, call, form, id, view) as Promise<WireRecord & W>,
    readWithActions: (call, form, id, asked) =>
      readWithActions(parts, { call, form, id, ...asked, special: ownOf(form) }),
    setting: <W>(call: Call, form: FormTelling<W>) =>
      readSetting(parts, call, form) as Promise<WireRecord & W>,
    workCalendar: (call) => readWorkCalendar(parts, parts.reader(call), call, call.org),
    create: async (call, form, body) =>
      written(call, form, (reader) => planCreate(parts, reader, call, form, body)),
    patch: async (call, form, id, body, ifMatch) =>
      written(call, form, (reader) =>
        planChange(parts, reader, { call, form, id, body, manner: 'merge', ifMatch }),
      ),
    put: async (call, form, id, body, ifMatch) =>
      written(call, form, (reader) =>
        planChange(parts, reader, { call, form, id, body, manner: 'replace', ifMatch }),
      ),
    async remove(call, form, id, ifMatch) {
      const mark = call.once?.next();
      if (mark?.written !== undefined) return { revision: mark.written };
      const plan = (reader: Connection) => planRemove(parts, reader, { call, form, id, ifMatch });
      const { revision } = await write(parts, call, plan, mark);
      return { revision };
    },
    act: async (call, form, id, { action, params, ifMatch }) =>
      written(call, form, (reader) => planAction(action, { parts, reader, call, form, id, params, ifMatch })),
    toAct: <S>(call: Call, form: FormHolding<S>, id: string, asked: ToAct) =>
      toAct(parts, call, form, id, asked) as Promise<Stored & S>,
    atOnce: (call, work) => atOnce(parts, call, work),
    async answer<W>(call: Call, form: FormTelling<W>, stored: readonly Stored[]) {
      const members = answers.members(call.rights, form);
      return (await answers.many(database, call, form, stored, { members })) as readonly (WireRecord & W)[];
    },
    async batch(call, form, items, atomic) {
      const bodies = items.flatMap((item) => (item.op === 'create' ? [item.body] : []));
      special(form).many?.(call, form, bodies);
      return atomic ? batchAtOnce(parts, call, form, items) : batchOneByOne(store, call, form, items);
    },
    together: (call, plans, how = {}) => writeTogether(parts, call, plans, how),
    togetherIn: (tx, first, plans) => writeTogetherIn(parts, tx, first, plans),
    async fileOf(call, form, id, file, to = 'read') {
      const reader = parts.reader(call);
      const stored = await findWith(reader, call, parts.layout(call, form), id, to);
      return answeredFile(answers, reader, { call, form, stored, file });
    },
    async requireRight(call, form, id, right) {
      await findWith(parts.reader(call), call, parts.layout(call, form), id, right);
    },
    async rightsOn(call, form, { id, org }, rights) {
      const limited = rights.some((right) => isLimited(call, form, right));
      const stored = limited && (await readStored(parts.reader(call), parts.layout(call, form), id));
      return rights.filter((right) => managesRecord(call, form, right, stored || { org }));
    },
    lastActions: (call, form, ids) => lastActions(parts.reader(call), form, ids),
    history: (call, form, id, query) => readHistory(parts, call, form, id, query),
    deleted: (call, form, query) => listDeleted(parts, call, form, query),
    restore: async (call, form, id, revision, ifMatch) =>
      written(call, form, (reader) => planRestore(parts, reader, { call, form, id, revision, ifMatch })),
    async references(call, form, id) {
      await findToSee(database, call, parts.layout(call, form), id);
      const { seen, forms } = await findReferrers(parts.reader(call), call, layouts, form, id);
      return { items: seen, forms };
    },
    assign: (call, form, asked) => assignRecords(parts, call, form, asked),
    withdraw: (call, form, asked) => withdrawRecords(parts, call, form, asked),
    holdings: (call, form, id, query) => readHoldings(parts, call, form, id, query),
    grid: (call, form, query) => listGrid(parts, list, call, form, query),
    usable: (call, form, query, how) => listUsable(parts, list, { call, form, query, how }),
    assignable: (call, form, to, query) => listAssignable(list, call, form, to, query),
    write: writer.write,
    searches: finder.counts,
    loadShipments: (call, shipments, answers) => loadShipments(parts, call, shipments, answers),
    dropShipments: (call, dropped, marks) => dropShipments(parts, call, dropped, marks),
    reclaim: (tx, call, form) => reclaim(parts, tx, call, form),
    decideBy(decisions) {
      decide = decisions;
    },
    onWritten: (listener) => writer.onWritten(listener),
    follow(events) {
      labels.written(events);
      copies.written(events);
      assignedOrgs.written(events);
      void zoneMaps.written(events);
      void tallies.written(events);
    },
  };
  return store;

  async function written(
    call: Call,
    form: Form,
    plan: (reader: Connection) => Promise<PlannedWrite<Saved> | Unchanged>,
  ): Promise<Written> {
    const mark = call.once?.next();
    const saved =
      mark?.written === undefined
        ? await write<Saved>(parts, call, planOrLeave, mark)
        : await readWritten(parts, call, form, mark.written);
    return answerWritten(parts, call, form, saved);

    async function planOrLeave(reader: Connection) {
      const planned = await plan(reader);
      return 'unchanged' in planned ? { answer: asItWas(planned) } : planned;
    }
  }
}

function asItWas({ unchanged, warnings = [] }: Unchanged): Saved {
  return { stored: unchanged, before: unchanged, warnings };
}

/** Asks the permission that every form needs before the special form's own. */
function permitted(special: SpecialForm, permit: StoreOptions['permit']): SpecialForm {
  if (!permit) return special;
  return {
    ...special,
    async permit(reader, layouts, step) {
      await permit(reader, step);
      await special.permit?.(reader, layouts, step);
    },
  };
}
