import { audit } from './audit/calls.ts';
import { backups } from './backups/calls.ts';
import { changes } from './changes/calls.ts';
import { decisions } from './decisions/calls.ts';
import { designing, designs } from './design/calls.ts';
import { cases } from './design/cases.ts';
import { publishing, shipping, telling } from './design/publish.ts';
import { files } from './files/calls.ts';
import { forms } from './forms/calls.ts';
import { inboxCalls } from './inbox/calls.ts';
import { jobs } from './jobs/calls.ts';
import { matching } from './match/calls.ts';
import { nodes } from './nodes/calls.ts';
import { clock, operations, watching } from './operations/calls.ts';
import { preferences, views } from './own/calls.ts';
import { install } from './packages/install.ts';
import { packages } from './packages/installed.ts';
import { droppedRecords, promotion, registry, trustedKeys } from './packages/keys.ts';
import { archives, model, publishes } from './packages/publishes.ts';
import { params } from './params/calls.ts';
import { paramValues } from './params/many-calls.ts';
import { me, users } from './people/credentials.ts';
import { signing } from './people/session.ts';
import { singleSignOn } from './people/single-sign-on.ts';
import { prints } from './prints/calls.ts';
import { records, settings } from './records/calls.ts';
import { reports } from './reports/calls.ts';
import { search } from './search/calls.ts';
import { sheets } from './sheets/calls.ts';

/** Every call that speaks of no more than metadata, by its group. */
export const contract = {
  archives,
  audit,
  backups,
  cases,
  changes,
  clock,
  decisions,
  designing,
  designs,
  droppedRecords,
  files,
  forms,
  inboxCalls,
  install,
  jobs,
  matching,
  me,
  model,
  nodes,
  operations,
  packages,
  paramValues,
  params,
  preferences,
  prints,
  promotion,
  publishes,
  publishing,
  records,
  registry,
  reports,
  search,
  settings,
  sheets,
  shipping,
  telling,
  signing,
  singleSignOn,
  trustedKeys,
  users,
  views,
  watching,
} as const;
