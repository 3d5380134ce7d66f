import type { JsonObject } from '../../../metadata/common/json.ts';
import { records } from '../../../metadata/contract/records/calls.ts';
import type { Call } from '../../call/call.ts';
import { renderProblems } from '../../common/messages/render-problem.ts';
import { firstProblems } from '../../common/more-problems.ts';
import { withWarnings } from '../../storage/store/answer/with-warnings.ts';
import type { Written } from '../../storage/store/record/store.ts';
import { receiveRecord, withSent } from '../parts/receive-record.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { versionUnknown } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { givenReason } from './given-reason.ts';
import { listed } from './list-query.ts';
import { readInView } from './read-in-view.ts';

/** Files may come with a record. */
const receiving = { receive: receiveRecord } as const;

/** A fifth of what one record may take that is read alone: a page is there within a second. */
const pageEffort = 2_000_000;

export const recordEndpoints: readonly Endpoint[] = [
  serveCall(records.list, async ({ ask }) => ({
    body: await listed(ask, ask.query, (asked) =>
      ask.host.store.list(ask.call, ask.form, { ...asked, effort: pageEffort }),
    ),
  })),
  serveCall(
    records.create,
    async ({ ask, body }) => {
      const { store } = ask.host;
      const written = await withSent(ask, body, (sent) => store.create(ask.writeCall, ask.form, sent));
      return {
        ...writtenAnswer(ask, written),
        status: 201,
        headers: { location: `/api/forms/${ask.form.name}/records/${written.record.id}` },
      };
    },
    receiving,
  ),
  serveCall(records.read, readInView),
  serveCall(records.change, (asked) => change(asked, 'patch'), receiving),
  serveCall(records.replace, (asked) => change(asked, 'put'), receiving),
  serveCall(records.delete, async ({ ask }) => {
    const { store } = ask.host;
    const { revision } = await store.remove(ask.writeCall, ask.form, ask.recordId, ask.ifMatch());
    return { status: 204, revision };
  }),
  serveCall(records.act, async ({ ask, body }) => {
    const ifMatch = ask.ifMatch();
    const asked = { action: ask.param('action'), params: await body(), ifMatch };
    return writtenAnswer(ask, await ask.host.store.act(ask.writeCall, ask.form, ask.recordId, asked));
  }),
  serveCall(records.previewAct, async ({ ask, body }) => {
    const ifMatch = ask.ifMatch();
    const asked = { action: ask.param('action'), params: await body(), ifMatch };
    const call: Call = { ...ask.call, rehearsal: true };
    const { record, warnings, consequences } = await ask.host.store.act(call, ask.form, ask.recordId, asked);
    return {
      body: {
        record,
        warnings: renderProblems(firstProblems(warnings), ask.language, ask.served.model.messages),
        ...(consequences && { consequences }),
      },
    };
  }),
  serveCall(records.history, async ({ ask, query }) => ({
    body: await ask.host.store.history(ask.call, ask.form, ask.recordId, query),
  })),
  serveCall(records.reason, async ({ ask }) => ({ body: { given: await givenReason(ask) } })),
  serveCall(records.restore, async ({ ask }) => {
    const given = ask.param('revision');
    if (!/^\d{1,15}$/.test(given)) throw versionUnknown({ revision: given });
    const revision = Number(given);
    return writtenAnswer(
      ask,
      await ask.host.store.restore(ask.writeCall, ask.form, ask.recordId, revision, ask.ifMatch()),
    );
  }),
  serveCall(records.references, async ({ ask }) => ({
    body: await ask.host.store.references(ask.call, ask.form, ask.recordId),
  })),
];

/** The record after a write, with what was warned of. */
export function writtenAnswer(ask: Ask, { record, revision, warnings, created }: Written) {
  const body = withWarnings(record, warnings, ask);
  return { body, etag: record.revision, revision, ...(created && { status: 201 }) };
}

interface Changing {
  readonly ask: Ask;
  body(): Promise<JsonObject>;
}

/** `patch`: what is given; `put`: all there is. */
async function change({ ask, body }: Changing, verb: 'patch' | 'put') {
  const ifMatch = ask.ifMatch();
  const { store } = ask.host;
  const { recordId } = ask;
  return writtenAnswer(
    ask,
    await withSent(ask, body, (sent) => store[verb](ask.writeCall, ask.form, recordId, sent, ifMatch)),
  );
}
