import type { Problem } from '../../../metadata/common/issue.ts';
import type { Form } from '../../../metadata/model.ts';
import { parseInstant } from '../../../rules/calendar.ts';
import { type Call, callForLater } from '../../call/call.ts';
import type { Jobs } from '../../jobs/create-jobs.ts';
import { noted } from '../../jobs/job.ts';
import { page, shared } from '../../openapi/refs.ts';
import type { SheetFormat } from '../../sheets/book/sheet.ts';
import { type Sheets, sheetTypes } from '../../sheets/create-sheets.ts';
import type { Ask } from '../pipeline/ask.ts';
import { choiceParameter, wholeParameter } from '../pipeline/check-query.ts';
import type { Endpoint, Parameter } from '../pipeline/endpoint.ts';
import * as parameters from '../pipeline/parameters.ts';
import { formUnknown, parametersWrong } from '../pipeline/refusals.ts';
import { refusing } from '../records/read-upload.ts';
import { accepted, format, formatOf, mode, sheetFile } from '../records/sheet-answers.ts';
import { shownTrail, type TrailAsked } from './trail-shown.ts';
import { trailLabel, trailTable } from './trail-table.ts';
import { wordsOf } from './trail-words.ts';

const from: Parameter = {
  name: 'from',
  summary: { zh: '不早于（RFC 3339）', en: 'Not before (RFC 3339)' },
  schema: { type: 'string', format: 'date-time' },
};
const to: Parameter = {
  name: 'to',
  summary: { zh: '早于（RFC 3339）', en: 'Before (RFC 3339)' },
  schema: { type: 'string', format: 'date-time' },
};
const user: Parameter = {
  name: 'user',
  summary: { zh: '用户的内码；多个用逗号分隔', en: 'Ids of users, separated by commas' },
  schema: { type: 'string' },
};
const action: Parameter = {
  name: 'action',
  summary: {
    zh: '做了什么：sign-in、create、update …；多个用逗号分隔',
    en: 'What was done: sign-in, create, update …, separated by commas',
  },
  schema: { type: 'string' },
};
const form: Parameter = {
  name: 'form',
  summary: { zh: '对哪些表单的数据；多个用逗号分隔', en: 'To records of which forms, separated by commas' },
  schema: { type: 'string' },
};
const org: Parameter = {
  name: 'organisation',
  summary: {
    zh: '在哪些组织做的：内码，多个用逗号分隔',
    en: 'In which organisations: ids, separated by commas',
  },
  schema: { type: 'string' },
};
const q: Parameter = {
  name: 'q',
  summary: {
    zh: '在人、操作、表单、记录、组织和原因中查找每个词。查找较久时先回答已找到的：`searchedTo` 说明查到了哪个时间，用 `next` 接着查',
    en: 'Looks for each word in people, actions, forms, records, organisations and reasons. What takes long is answered as far as it came: `searchedTo` says how far that is, and `next` goes on',
  },
  schema: { type: 'string', maxLength: 200 },
};
const hide: Parameter = {
  name: 'hide',
  summary: { zh: '不列出登录，也不列出失败的登录', en: 'Leaves out sign-ins, failed ones too' },
  schema: { type: 'string', enum: ['sign-ins'] },
};

const text = { type: ['string', 'null'] } as const;
const named = {
  type: ['object', 'null'],
  required: ['id', 'number', 'name'],
  properties: { id: { type: 'string' }, number: text, name: text },
} as const;

const narrowing = [from, to, user, action, form, org, q, hide];

const searchedTo = {
  type: 'string',
  format: 'date-time',
  description: 'Of a search that has more to look through: all that came later was looked at',
} as const;

export const auditEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/api/audit',
    access: 'administers',
    operation: 'audit',
    schema: {
      answer: page(
        {
          type: 'object',
          required: ['at', 'actor', 'action', 'target', 'org'],
          properties: {
            at: { type: 'string', format: 'date-time' },
            actor: named,
            action: { type: 'string' },
            target: text,
            form: { type: 'string' },
            record: named,
            revision: { type: 'integer' },
            reason: text,
            org: named,
            detail: { description: 'What else is known' },
          },
        },
        { searchedTo },
      ),
    },
    tag: 'audit',
    summary: { zh: '谁做了什么，最近的在前', en: 'Who did what, newest first' },
    query: [...narrowing, parameters.limit, parameters.cursor],
    handle: async (ask) => ({ body: { ...(await shownTrail(ask, asked(ask))) } }),
  },
];

function asked(ask: Ask): TrailAsked {
  const problems: Problem[] = [];
  const time = (name: string): number | undefined => {
    const given = ask.query.get(name);
    if (given === null) return undefined;
    const instant = parseInstant(given);
    if (instant !== null) return Date.parse(instant);
    problems.push({ path: `/${name}`, code: 'parameter-time', params: { name } });
    return undefined;
  };
  const [after, before] = [time('from'), time('to')];
  const [users, actions, forms] = [listed(ask, 'user'), listed(ask, 'action'), listed(ask, 'form')];
  const orgs = listed(ask, 'organisation');
  const cursor = ask.query.get('cursor');
  if (problems.length > 0) throw parametersWrong({}, problems);
  const words = wordsOf(ask.query.get('q') ?? '');
  return {
    limit: wholeParameter(ask.query, 'limit', 1, 500) ?? 50,
    ...(after !== undefined && { from: after }),
    ...(before !== undefined && { to: before }),
    ...(users && { users }),
    ...(actions && { actions }),
    ...(forms && { forms: forms.map((name) => formNamed(ask, name)) }),
    ...(orgs && { orgs }),
    ...(words.length > 0 && { words }),
    ...(choiceParameter(ask.query, 'hide', ['sign-ins']) && { withoutSignIns: true }),
    ...(cursor && { cursor }),
  };
}

function listed(ask: Ask, name: string): readonly string[] | undefined {
  return ask.query.get(name)?.split(',').filter(Boolean);
}

function formNamed({ served }: Ask, name: string): Form {
  const found = served.model.forms.get(name);
  if (!found) throw formUnknown({ form: name });
  return found;
}

/** The same as a file. */
export function auditFileEndpoint(sheets: Sheets, jobs: Jobs, zoneOf: (org: string) => string): Endpoint {
  return {
    method: 'GET',
    path: '/api/audit/export',
    access: 'administers',
    operation: 'auditExport',
    tag: 'audit',
    summary: { zh: '审计记录导出为 Excel 或 csv', en: 'The audit trail as a workbook or csv' },
    query: [format, mode, ...narrowing],
    schema: {
      answer: { type: 'string', format: 'binary' },
      type: Object.values(sheetTypes),
      also: { 202: shared('Job') },
    },
    handle: async (ask) => {
      const { host } = ask;
      const [kind, query] = [formatOf(ask), asked(ask)];
      const note = noting(ask, kind);
      const tableFor = (call: Call) => {
        const reader = host.database.reading(call.reading ?? { who: call.user.id });
        return trailTable({ host, call, reader }, query, zoneOf(call.org));
      };
      if (choiceParameter(ask.query, 'mode', ['file', 'job'] as const) === 'job') {
        const later = callForLater(ask.call);
        const work = noted(sheets.exportingTable(later, tableFor(later), kind), async ({ outcome }) => {
          if (outcome) await note(Number(outcome.details?.['records'] ?? 0));
        });
        return accepted(await jobs.start(ask.call, work));
      }
      const { bytes, records } = await refusing(() => sheets.exportTable(ask.call, tableFor(ask.call), kind));
      await note(records);
      return sheetFile(ask.call, { label: trailLabel }, kind, bytes);
    },
  };
}

/** What leaves the house in bulk stands in the trail itself. */
function noting({ host, call, requestId }: Ask, format: SheetFormat) {
  const { user: actor, org } = call;
  return (records: number): Promise<void> =>
    host.audit.record({
      action: 'export',
      actor,
      org,
      target: '/api/audit/export',
      detail: { format, records, requestId },
    });
}
