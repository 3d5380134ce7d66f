import type { JsonObject } from '../../../metadata/common/json.ts';
import { nearNames } from '../../../metadata/common/near-names.ts';
import type { Condition } from '../../../metadata/condition.ts';
import { type Report, type ReportAsked, reports } from '../../../metadata/contract/reports/calls.ts';
import type { Form, Model } from '../../../metadata/model.ts';
import {
  currencyPathOf,
  groupsOf,
  reportField,
  reportFlaws,
} from '../../../metadata/report/report-fields.ts';
import type { ReportSource } from '../../../metadata/report-source.ts';
import { compileCondition } from '../../../rules/condition/compile.ts';
import { renameCondition, renameFact } from '../../../rules/condition/rename.ts';
import type { Scope } from '../../../rules/condition/scope.ts';
import type { Call } from '../../call/call.ts';
import { refusal } from '../../common/refusal.ts';
import { requireAnywhere } from '../../storage/store/record/access.ts';
import { askedShape } from '../../storage/store/record/asked-shape.ts';
import { contentWrong } from '../../storage/store/record/refusals.ts';
import type { ListQuery, ReportQuery } from '../../storage/store/record/store.ts';
import type { Sheets } from '../../work/sheets/create-sheets.ts';
import { reportTable } from '../../work/sheets/table/report-table.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { listed } from './list-query.ts';
import { formatOf, sheetFile } from './sheet-answers.ts';

type Asking = Pick<Call, 'rights' | 'served'>;
type Question = () => ReportQuery | Promise<ReportQuery>;

const reportUnknown = refusal('report-unknown', 404);

/** What records come to, by reports of packages or as somebody asks. */
export function reportEndpoints(sheets: Sheets): readonly Endpoint[] {
  return [
    serveCall(reports.list, ({ ask }) => ({
      body: {
        items: reportsFor(ask.call, ask.form).map(
          ({ package: owner, content: { name, label, chart = null } }) => ({
            name,
            label,
            package: owner,
            chart,
          }),
        ),
      },
    })),
    serveCall(reports.read, async ({ ask }) => {
      const question = () => questionOf(ask.call, ask.form, named(ask));
      const report = await reported(ask, question);
      const { filter } = question();
      return { body: { ...said(named(ask)), ...(filter !== undefined && { filter }), ...report } };
    }),
    serveCall(reports.sheet, async ({ ask }) => {
      const question = () => questionOf(ask.call, ask.form, named(ask));
      return asSheet(ask, () => named(ask).label, question);
    }),
    serveCall(reports.ask, async ({ ask, body }) => ({
      body: await reported(ask, async () => asked(ask, await body())),
    })),
    serveCall(reports.askSheet, ({ ask, body }) =>
      asSheet(
        ask,
        () => ask.form.label,
        async () => asked(ask, await body()),
      ),
    ),
  ];

  async function asSheet(ask: Ask, called: () => ReportSource['label'], question: Question) {
    const format = formatOf(ask);
    requireAnywhere(ask.call, ask.form, 'report');
    const exported = async (): Promise<ReportQuery> => ({ ...(await question()), rights: ['export'] });
    const report = await reported(ask, exported, ['format']);
    const label = called();
    const table = reportTable(report, label, ask.call.language);
    const { bytes } = await sheets.exportTable(ask.call, table, format);
    const target = `/api/forms/${ask.form.name}/reports`;
    const detail: JsonObject = { format, lines: report.lines.length, requestId: ask.requestId };
    const { user: actor, org } = ask.call;
    await ask.host.audit.record({ action: 'export', actor, target, org, detail });
    return sheetFile(ask.call, { label }, format, bytes);
  }
}

/** The reports of a form that somebody may see. */
export function reportsFor(call: Asking, form: Form): Model['reports'] {
  return call.served.model.reports.filter(
    ({ content }) => content.form === form.id && maySee(call, form, content),
  );
}

function named(ask: Ask): ReportSource {
  const { call, form } = ask;
  const name = ask.param('report');
  const { reports: all } = call.served.model;
  const found = all.find(({ content }) => content.form === form.id && content.name === name);
  if (found) return found.content;
  const near = nearNames(
    name,
    reportsFor(call, form).map(({ content }) => content.name),
  );
  throw reportUnknown({ report: name, near });
}

const said = ({ name, label, chart }: ReportSource) => ({ name, label, ...(chart && { chart }) });

/** What the query says is read first. `own`: words of the call that are none of a list's. */
const reported = (ask: Ask, question: Question, own: readonly string[] = []): Promise<Report> => {
  const query = new URLSearchParams([...ask.query].filter(([name]) => !own.includes(name)));
  return listed(ask, query, async (narrowed) =>
    ask.host.store.report(ask.call, ask.form, adding(both(await question(), narrowed))),
  );
};

/** Of the records that may be added up. */
const adding = (query: ReportQuery): ReportQuery => ({
  ...query,
  rights: [...(query.rights ?? []), 'report'],
});

/** What a report asks, and what it is narrowed by. */
function both(question: ReportQuery, { filter, q, view }: ListQuery): ReportQuery {
  const filters = [question.filter, filter].filter((one) => one !== undefined);
  const [first, ...more] = filters;
  return {
    ...question,
    ...(first !== undefined && { filter: more.length === 0 ? first : { all: filters as Condition[] } }),
    ...(q && { q }),
    ...(view && { view }),
  };
}

function scopeOf({ rights, served }: Asking, form: Form): Scope {
  return { shape: askedShape(rights, form), target: (id) => served.model.formsById.get(id) };
}

/** A report of a package goes by ids; callers ask in today's names. */
function questionOf({ served }: Asking, form: Form, source: ReportSource): ReportQuery {
  const { entries, groups, across, values, filter } = source;
  const scope: Scope = { shape: form, target: (id) => served.model.formsById.get(id) };
  return {
    groups,
    values,
    ...(entries !== undefined && { entries }),
    ...(across && { across }),
    ...(filter !== undefined && { filter: renameCondition(filter, scope, 'toNames') }),
  };
}

/** What somebody asks, by ids; each mistake is told where it stands. */
function asked(ask: Ask, body: ReportAsked): ReportQuery {
  const scope = scopeOf(ask.call, ask.form);
  const byId = (path: string) => renameFact(path, scope, 'toIds');
  const group = <G extends { readonly field: string }>(one: G): G => ({ ...one, field: byId(one.field) });
  const question = {
    ...(body.entries !== undefined && { entries: byId(body.entries) }),
    groups: body.groups.map(group),
    ...(body.across && { across: group(body.across) }),
    values: body.values.map((one) => ({
      ...one,
      ...(one.field !== undefined && { field: byId(one.field) }),
    })),
  };
  const shape = { ...ask.form, ...scope.shape };
  const problems = reportFlaws(shape, question, (path) => renameFact(path, scope, 'toNames'));
  if (problems.length > 0) throw contentWrong({}, problems);
  return { ...question, ...(body.filter !== undefined && { filter: body.filter }) };
}

/** Whoever may not read a field that a report goes by is not offered it. */
function maySee({ rights, served }: Asking, form: Form, content: ReportSource): boolean {
  const shape = askedShape(rights, form);
  if (content.entries !== undefined && !shape.byId.has(content.entries)) return false;
  const found = (path: string) => reportField(shape, content, path);
  const paths = [...groupsOf(content), ...content.values].flatMap(({ field }) => field ?? []);
  // Amounts are told by their currencies.
  const isSeen = (path: string) => {
    const field = found(path);
    const currency = field && currencyPathOf(field, content);
    return field !== undefined && (currency === undefined || found(currency) !== undefined);
  };
  if (!paths.every(isSeen)) return false;
  const target = (id: string) => {
    const found = served.model.formsById.get(id);
    return found && askedShape(rights, found);
  };
  return content.filter === undefined || compileCondition(content.filter, { shape, target }).ok;
}
