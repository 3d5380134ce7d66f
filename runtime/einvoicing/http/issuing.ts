import { issuing } from '../../../rules/einvoicing/contract/issuing.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import { issueSentence } from '../../../rules/einvoicing/issue-words.ts';
import { einvoicing } from '../../../rules/einvoicing/register.ts';
import { issueLabels, stepsAnswered } from '../../effective/decisions/in-words.ts';
import { sentFile } from '../../http/files/sent-file.ts';
import type { Endpoint } from '../../http/pipeline/endpoint.ts';
import { namedIds } from '../../http/pipeline/named-records.ts';
import { recordUnknown } from '../../http/pipeline/refusals.ts';
import { serveCall } from '../../http/pipeline/serve-call.ts';
import type { Issuing } from '../issuing/create-issuing.ts';
import { faceMissing } from '../issuing/documents/refusals.ts';
import { facePolicy } from '../issuing/face/invoice-face.ts';
import { lastDaysOf } from '../issuing/last-days.ts';
import { overviewOf } from '../issuing/overview.ts';
import { qrPicture } from '../issuing/qr/qr-picture.ts';
import type { OpenShared } from '../outgoing/files/open-shared.ts';
import { documents, requireChoices } from './asked-applications.ts';
import { readShown } from './read-shown.ts';

const faceHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': facePolicy,
};

interface IssuingDoors {
  readonly desk: Issuing;
  /** Time zone of an organisation. */
  readonly zone: (org: string) => string;
  /** The file that a link leads to; null: there is none. */
  readonly files: OpenShared;
}

export function issuingEndpoints({ desk, zone, files }: IssuingDoors): readonly Endpoint[] {
  return [
    serveCall(issuing.issue, async ({ ask, body }) => {
      const asked = await body();
      requireChoices(asked);
      const { left: _, ...done } = await desk.issueApplications(ask.writeCall, {
        push: 'pending',
        by: 'interface',
        ...asked,
        applications: await documents(ask, 'applications', asked.applications),
      });
      const issues = done.issues.map((issue) => ({ ...issue, text: issueSentence(issue, ask.language) }));
      return {
        body: { ...done, issues },
        ...(done.revision === null ? {} : { revision: done.revision }),
      };
    }),
    serveCall(issuing.preview, async ({ ask, body }) => {
      const asked = await body();
      requireChoices(asked);
      const { result, flaws, ...would } = await desk.previewApplications(ask.call, {
        push: 'pending',
        by: 'interface',
        ...asked,
        applications: await documents(ask, 'applications', asked.applications),
      });
      const { pendingInvoices, held, stopped, questions, splits } = result;
      const said = issueLabels(einvoicing, ask.served.model);
      return {
        body: {
          applications: would.applications,
          result: { pendingInvoices, held, stopped, questions, splits },
          ...stepsAnswered(einvoicing, ask.call, would),
          flaws: flaws.map(({ issue, ...place }) => ({
            ...place,
            code: issue.code,
            severity: issue.severity,
            text: said(issue)[ask.language],
          })),
        },
      };
    }),
    serveCall(issuing.issuePending, async ({ ask, body }) => {
      const { pendingInvoices: said, ...how } = await body();
      const pendingInvoices = await documents(ask, 'pendingInvoices', said);
      return { body: await desk.issuePending(ask.writeCall, pendingInvoices, 'interface', how) };
    }),
    serveCall(issuing.stopPending, async ({ ask, body }) => {
      const { pendingInvoices } = await body();
      const named = { form: 'pending-invoice', view: 'manage', names: pendingInvoices } as const;
      const ids = await namedIds(ask, { ...named, path: (at) => `/pendingInvoices/${at}` });
      return { body: await desk.stopPending(ask.writeCall, ids) };
    }),
    serveCall(issuing.scan, async ({ ask, body }) => {
      const { record, revision } = await desk.fromScan(ask.writeCall, await body());
      return { status: 201, body: record, revision };
    }),
    serveCall(issuing.face, async ({ ask }) => {
      const invoice = await readShown(ask, 'invoice');
      return { raw: await desk.faceOf(ask.call, invoice), headers: faceHeaders };
    }),
    serveCall(issuing.sharedFile, async ({ ask, query }) => {
      const shared = await files(ask.param('key'), query.format ?? 'pdf');
      if (shared === null) throw recordUnknown({ id: ask.param('key') });
      const sent = sentFile(ask, { ...shared, as: 'inline' });
      return { ...sent, headers: { ...sent.headers, 'x-robots-tag': 'noindex' } };
    }),
    serveCall(issuing.code, async ({ ask }) => {
      const form = ask.served.model.forms.get(ask.param('name'));
      const record = await readShown(ask, form?.id ?? '');
      const { code }: Wire<'static-qr'> = record;
      const picture = code ? qrPicture(code) : undefined;
      if (picture === undefined) throw faceMissing();
      return { raw: picture, headers: { 'content-type': 'image/svg+xml' } };
    }),
    serveCall(issuing.syncAccounts, async ({ ask }) => ({ body: await desk.syncAccounts(ask.writeCall) })),
    serveCall(issuing.overview, async ({ ask: { call, host, reader } }) => ({
      body: await overviewOf({ store: host.store, reader, zone }, call),
    })),
    serveCall(issuing.lastDays, async ({ ask: { call, host, reader } }) => ({
      body: await lastDaysOf({ store: host.store, reader, zone }, call),
    })),
  ];
}
