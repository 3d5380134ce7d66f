import { isObject, type Json } from '../../../metadata/common/json.ts';
import { object } from '../../decisions/schema.ts';
import { type Configuration, decision } from '../../einvoicing/forms/configuration.ts';
import { imagingLicence, type LicenceGroup, type SeatQuestion } from './imaging-licence.ts';

export const imagingLicenceDecision = decision<Omit<SeatQuestion, 'today'>>({
  name: 'imaging-licence',
  label: { zh: '影像许可', en: 'Imaging licence' },
  summary: {
    zh: '一个用户今天能否上传、审批影像：按许可分配用户',
    en: 'Whether a user may upload and approve images today, by the licences assigned to users',
  },
  input: object({ user: { type: 'string', minLength: 1 } }, ['user']),
  reads: { records: ['licence-assignment'] },
  decide: ({ user }, configuration, level) =>
    imagingLicence({ user, today: configuration.now.localDate }, groupsOf(configuration), level),
});

function groupsOf(configuration: Configuration): readonly LicenceGroup[] {
  return configuration.records('licence-assignment').map(({ number, cloud, details, users }) => ({
    number: number ?? '',
    cloud: cloud ?? 'public',
    details: (details ?? []).map(({ module, seats, expiresOn }) => ({
      module: module ?? '',
      seats: seats ?? 0,
      expiresOn: expiresOn ?? null,
    })),
    users: (users ?? []).map((one) => ({ user: namesOf(one.user), assignedOn: one.assignedOn ?? null })),
  }));
}

function namesOf(user: Json | undefined): readonly string[] {
  if (typeof user === 'string') return [user];
  return isObject(user) ? [user['id'], user['number']].filter((one) => typeof one === 'string') : [];
}
