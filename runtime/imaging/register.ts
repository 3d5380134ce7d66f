import { imaging as rules } from '../../rules/imaging/register.ts';
import type { Domain, DomainNode, OpenDomain } from '../domain.ts';
import { whole } from '../storage/store/act/acting.ts';
import { decideImageCodes } from './bills/decide-image-codes.ts';
import { giveCodes } from './bills/give-codes.ts';
import type { ImagingParts } from './bills/imaging-parts.ts';
import { routeBills } from './bills/route-bills.ts';
import { imagingEndpoints } from './http/imaging.ts';
import { stationEndpoints } from './http/station.ts';
import { messages } from './messages.ts';
import { createScans } from './scans/create-scans.ts';

/** Imaging, for the server: bills are registered and coded, and their covers printed. */
export const imaging: Domain = {
  ...rules,
  messages: { ...rules.messages, ...messages },
  open: openImaging,
};

function openImaging({ tenant, store, decisions, jobs }: DomainNode): OpenDomain {
  const { database, now, zone } = tenant;
  const imageCodes: ImagingParts['imageCodes'] = (call) => decideImageCodes(decisions, call);
  const parts: ImagingParts = { database, now, zone, store, imageCodes };
  return {
    acts: {
      'give-image-code': whole((doing) => giveCodes(parts, doing)),
      'route-bill': whole((doing) => routeBills({ decisions, store, now }, doing)),
    },
    endpoints: [
      ...imagingEndpoints(parts),
      ...stationEndpoints({ store, decisions, jobs, now, scans: createScans() }),
    ],
  };
}
