import type { JsonObject } from '../../../metadata/common/json.ts';
import { filesIn } from '../../../metadata/kinds/common/file-value.ts';
import type { ImagingMode } from '../../../rules/imaging/imaging-mode/imaging-mode.ts';
import type { ImagingRoute } from '../../../rules/imaging/imaging-route/imaging-route.ts';
import type { BillRoute } from '../../../rules/imaging/imaging-route/input.ts';
import type { StoredAs } from '../../einvoicing/forms/forms.ts';

type Bill = StoredAs<'image-bill'>;

/** A message to another system, with what it says; files go as they are then. */
export interface Push {
  readonly kind: 'images' | 'told';
  readonly event: string;
  /** Id of the system it goes to. */
  readonly to: string | null;
  /** It stays here: the system is built in. */
  readonly isKept: boolean;
  readonly content: JsonObject;
  readonly withCover: boolean;
  readonly withImages: boolean;
}

interface Happened {
  readonly event: string;
  readonly mode: ImagingMode;
  /** As it is afterwards. */
  readonly bill: Bill;
  readonly route: ImagingRoute & BillRoute;
  /** Instant. */
  readonly at: string;
}

/** The messages that go out because a bill went on. */
export function pushesOf(happened: Happened): readonly Push[] {
  const { event, mode, bill, route, at } = happened;
  const pushes: Push[] = [];
  if (isPushed(happened)) pushes.push(imagesPush(event, mode, bill, at));
  if (mode.businessSystem?.address) {
    const { id } = mode.businessSystem;
    const content = {
      ...newsOf(event, mode, bill, at),
      decision: decisionOf(route),
      plugins: pluginsOf(route),
    };
    pushes.push({ kind: 'told', event, to: id, isKept: false, content, withCover: false, withImages: false });
  }
  return pushes;
}

/** A push of what a bill has by now. */
export function imagesPush(event: string, mode: ImagingMode, bill: Bill, at: string): Push {
  const { system, scan, scheme } = mode;
  // In match mode the images come from the imaging system: it is told which bill waits for them.
  const withImages = mode.mode === 'sync';
  const content = {
    ...newsOf(event, mode, bill, at),
    system: { number: system?.number ?? '', name: system?.name ?? '', system: system?.owner ?? '' },
    scheme: scheme && { ...scheme },
    scan: { resolution: scan.resolution, colour: scan.colour },
    watermark: scan.watermark,
    cover: filesIn(bill.cover ?? undefined).length > 0,
    images: withImages
      ? filesIn(bill.images ?? undefined).map(({ name, size, type }) => ({ name, size, type }))
      : [],
  };
  const isKept = system?.address === null;
  return { kind: 'images', event, to: system?.id ?? null, isKept, content, withCover: true, withImages };
}

/** When it is submitted, and each time there are new images after it; or once, when its process is over. */
function isPushed({ event, mode, bill }: Happened): boolean {
  if (!mode.system) return false;
  if (mode.mode === 'match') return event === 'submit';
  if (mode.pushAt === 'approve') return bill.stage === 'done';
  return event === 'submit' || event === 'upload';
}

function newsOf(event: string, mode: ImagingMode, bill: Bill, at: string): JsonObject {
  const { application, billType, billNumber, billId, number, code, stage, node } = bill;
  return {
    event,
    at,
    revision: bill.revision,
    mode: mode.integrated ? mode.mode : 'off',
    bill: {
      application: application ?? '',
      billType: billType ?? '',
      billNumber: billNumber ?? '',
      billId: billId ?? null,
      number: number ?? '',
      imageCode: code ?? null,
      stage: stage ?? null,
      node: node ?? null,
    },
  };
}

function decisionOf({ decision }: BillRoute): JsonObject | null {
  return decision && { code: decision.code, name: decision.name };
}

/** What the workflow outside calls at the node where the bill stands now. */
function pluginsOf({ to }: BillRoute): readonly JsonObject[] {
  return (to?.plugins ?? []).map(({ plugin, purpose }) => ({ plugin, purpose }));
}
