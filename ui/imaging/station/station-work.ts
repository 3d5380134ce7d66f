import { bringFile } from '../../fields/common/bring-file.ts';
import { session } from '../../session/session.ts';
import { imagingApi, type Station, type StationPage, stationForms } from './station-data.ts';

/** What was done, and how it is taken back. */
export interface Done {
  readonly undo: () => Promise<void>;
}

/** Assigns pages to the bill that is named by code or number; null: they wait in the basket again. */
export async function assign(station: Station, pages: readonly string[], bill: string | null): Promise<Done> {
  await send(pages, bill);
  const moved = new Set(pages);
  const from = new Set(station.pages.filter(({ id }) => moved.has(id)).map((page) => page.bill));
  return {
    undo: async () => {
      for (const id of from) {
        const order = station.pages.filter((page) => page.bill === id).map((page) => page.id);
        await send(order, id === null ? null : nameOf(station, id));
      }
    },
  };
}

/** Puts the pages of a bill in another order. */
export function reorder(station: Station, bill: string, order: readonly string[]): Promise<Done> {
  return assign(station, order, nameOf(station, bill));
}

/** By what its organisation has once: bills without a code have a number. */
function nameOf({ bills }: Station, id: string): string {
  const bill = bills.find((one) => one.id === id);
  return bill?.code || bill?.number || '';
}

async function send(pages: readonly string[], bill: string | null): Promise<void> {
  await imagingApi.call('POST /api/imaging/pages/assign', { body: { pages: [...pages], bill } });
}

export async function turn({ id }: StationPage, degrees: 90 | 270): Promise<Done> {
  const path = { id };
  await imagingApi.call('POST /api/imaging/pages/:id/turn', { path, body: { degrees } });
  return {
    undo: async () => {
      await imagingApi.call('POST /api/imaging/pages/:id/turn', { path, body: { degrees: 360 - degrees } });
    },
  };
}

export async function remove(pages: readonly StationPage[]): Promise<Done> {
  const form = stationForms.page;
  for (const { id, revision } of pages)
    await session.api.call('DELETE /api/forms/:form/records/:id', { path: { form, id }, ifMatch: revision });
  return {
    undo: async () => {
      for (const { id, revision } of pages) {
        const path = { form, id, revision: String(revision) };
        await session.api.call('POST /api/forms/:form/records/:id/history/:revision/restore', {
          path,
          ifMatch: 0,
        });
      }
    },
  };
}

/** Another picture takes the place of a page's. */
export async function replace(page: StationPage, file: File): Promise<Done> {
  const { id, revision, image } = page;
  const path = { form: stationForms.page, id };
  const brought = await bringFile(file, { form: stationForms.page, field: 'image' }, () => {}).done;
  const put = (picture: string, ifMatch: number) =>
    session.api.call('PATCH /api/forms/:form/records/:id', {
      path,
      body: { image: { id: picture } },
      ifMatch,
    });
  const after = await put(brought, revision);
  return {
    undo: async () => {
      await put(image, after.revision);
    },
  };
}

/** The pages of a bill go into it, and it goes on. */
export async function bring(bill: string): Promise<void> {
  await imagingApi.call('POST /api/imaging/bills/:id/bring', { path: { id: bill } });
}
