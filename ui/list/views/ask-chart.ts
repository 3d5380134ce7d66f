import type { Report } from '../../../metadata/contract/reports/calls.ts';
import { chartQuestion } from '../../../metadata/report/chart-view.ts';
import type { FormModel } from '../../model/form-model.ts';
import { exportQuery, type ListQuestion } from '../../model/record-list.ts';
import { session } from '../../session/session.ts';
import type { Drawing } from '../state/drawing.ts';

/** Asks what the records of a list come to, by one statement of the server, exactly and as far as one may see them. */
export function askChart(
  { name }: Pick<FormModel, 'name'>,
  { view, q, filter }: ListQuestion,
  { asked, signal }: { readonly asked: Omit<Drawing, 'kind'>; readonly signal?: AbortSignal },
): Promise<Report> {
  return session.api.call('POST /api/forms/:form/reports', {
    path: { form: name },
    query: exportQuery({ view, q, filter, sort: [] }),
    body: chartQuestion(asked),
    ...(signal && { signal }),
  });
}
