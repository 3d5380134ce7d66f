import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import { numberOf, textOf } from '../../../metadata/common/read.ts';
import { type BackupStateAnswer, backups } from '../../../metadata/contract/backups/calls.ts';
import type { Call } from '../../call/call.ts';
import { kindOf } from '../../care/scheduled/archive-place.ts';
import type { BackupEntry } from '../../care/scheduled/backup-log.ts';
import type { BackupState, Backups } from '../../care/scheduled/create-backups.ts';
import { sentence } from '../../common/messages/index.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';

/** The backups that the server makes by itself, for administrators. */
export const backupEndpoints = (made: Backups): readonly Endpoint[] => [
  serveCall(backups.state, async ({ ask: { call } }) => {
    const state = await made.state();
    return { body: { backups: state && answered(call, state) } };
  }),
  serveCall(backups.archives, async () => ({
    body: {
      items: (await made.archives()).map(({ name, kind, at, bytes, verified, tried }) => ({
        name,
        kind,
        bytes,
        at: instantOf(at),
        verifiedAt: verified === null ? null : instantOf(verified),
        restoredAt: tried === null ? null : instantOf(tried),
      })),
    },
  })),
  serveCall(backups.begin, async ({ ask: { call } }) => {
    await made.begin({ id: call.user.id, number: call.user.number });
    return { status: 202, body: { running: true } };
  }),
];

function answered(call: Call, state: BackupState): BackupStateAnswer {
  const { made, failed, tried, unfit } = state.log;
  return {
    place: state.place,
    running: state.isRunning,
    late: state.isLate,
    next: instantOf(state.next),
    last: made && {
      archive: made.archive,
      kind: kindOf(made.archive),
      at: instantOf(numberOf(made.detail['began']) ?? made.at),
      verifiedAt: instantOf(made.at),
      bytes: count(made.detail, 'bytes'),
      rows: count(made.detail, 'rows'),
      seconds: Math.round(count(made.detail, 'milliseconds') / 1000),
      files: count(made.detail, 'files'),
      missingFiles: count(made.detail, 'missing'),
    },
    failure: failed && troubleOf(call, failed),
    trial: {
      passed: tried && { archive: tried.archive, at: instantOf(tried.at) },
      failure: unfit && state.isUnfit ? troubleOf(call, unfit) : null,
      next: state.nextTrial === null ? null : instantOf(state.nextTrial),
    },
  };
}

function troubleOf({ language, served }: Call, { at, archive, detail }: BackupEntry) {
  const code = textOf(detail['code']) ?? '';
  const params = isObject(detail['params']) ? detail['params'] : {};
  return {
    at: instantOf(at),
    archive,
    code,
    message: sentence(code, params, language, served.model.messages),
  };
}

const count = (detail: JsonObject, name: string) => numberOf(detail[name]) ?? 0;
const instantOf = (at: number) => new Date(at).toISOString();
