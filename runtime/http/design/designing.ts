import { knownTo } from '../../../rules/behaviour/known-to.ts';
import type { Call } from '../../call/call.ts';
import type { Rights } from '../../call/rights.ts';
import type { Edition } from '../../common/edition.ts';
import type { Log } from '../../config/log.ts';
import type { Database } from '../../database/database.ts';
import type { Refills } from '../../model/publish/records/create-refills.ts';
import type { StoredCases } from '../../preparation/cases/stored-cases.ts';
import { createApproving } from '../../preparation/design/approving.ts';
import { createDesigns } from '../../preparation/design/create-designs.ts';
import { createFromWorkbook } from '../../preparation/design/from-workbook.ts';
import { forgetPresent } from '../../preparation/design/present.ts';
import { createPublishing } from '../../preparation/design/publish-design.ts';
import { publishScheduledDesigns } from '../../preparation/design/publish-scheduled.ts';
import { createCaseSaving } from '../../preparation/design/save-case.ts';
import { createShipping } from '../../preparation/design/ship-layer.ts';
import { createTelling } from '../../preparation/design/tell-people.ts';
import { waitingDesigns } from '../../preparation/design/waiting-designs.ts';
import { createNamedDesigns, type ListSets } from '../../preparation/design/with-changes.ts';
import type { Installer } from '../../preparation/install/create-installer.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { Jobs } from '../../work/jobs/create-jobs.ts';
import type { Sheets } from '../../work/sheets/create-sheets.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { caseEndpoints } from './cases.ts';
import { designEndpoints } from './designs.ts';
import { fromWorkbookEndpoint } from './from-workbook.ts';
import { publishDesignEndpoints } from './publish-design.ts';
import { shipEndpoints } from './ship.ts';
import { designSourceEndpoints } from './sources.ts';
import { stepEndpoints } from './steps.ts';
import { tellEndpoints } from './tell.ts';

export interface DesigningParts {
  readonly database: Database;
  readonly clock: () => number;
  readonly newId: () => string;
  readonly node: string;
  readonly log: Log;
  readonly installer: Installer;
  readonly sheets: Pick<Sheets, 'propose'>;
  readonly store: Pick<Store, 'list' | 'batch'>;
  readonly jobs: Pick<Jobs, 'start'>;
  /** Of the model in service. */
  readonly served: () => number;
  readonly systemCall: () => Call;
  readonly rightsOf: (user: string) => Promise<Rights | null>;
  readonly cases: StoredCases;
  readonly edition: Edition;
  /** The time zone of an organisation. */
  readonly zone: (org: string) => string;
  /** Lists the change sets that name a design. */
  readonly listSets: ListSets;
}

/** Puts all parts of designing together. */
export function createDesigning(parts: DesigningParts) {
  const { database, clock } = parts;
  const designs = createDesigns(parts);
  const publishing = createPublishing({ ...parts, designs });
  const approving = createApproving({ ...parts, designs });
  const shipping = createShipping({ ...parts, designs });
  const saving = createCaseSaving({ designs, publishing, cases: parts.cases });
  return {
    shipping,
    waiting: waitingDesigns(designs),
    named: createNamedDesigns({ designs, publishing, edition: parts.edition }),
    endpoints: (refills: Refills): readonly Endpoint[] => [
      ...designSourceEndpoints(designs, knownTo(parts.edition.domains), parts.zone),
      fromWorkbookEndpoint(createFromWorkbook(parts)),
      ...designEndpoints(designs, publishing, parts.listSets),
      ...stepEndpoints(designs),
      ...caseEndpoints(parts.cases, saving, designs),
      ...shipEndpoints(shipping, refills),
      ...tellEndpoints(createTelling(parts), parts.jobs),
      ...publishDesignEndpoints(publishing, approving, { refills, listSets: parts.listSets }),
    ],
    publishDue: () => publishScheduledDesigns({ ...parts, publishing }),
    forgetPresent: () => forgetPresent(database, clock()),
  };
}
