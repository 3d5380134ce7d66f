import type { House } from '../house.suite.ts';

interface Brought {
  readonly as: string;
  readonly form: string;
  readonly field: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Brings a file in one request, as a program does that knows it whole. */
export function bringWhole(house: House, { as, form, field, name, bytes }: Brought): Promise<Response> {
  const metadata = `filename ${Buffer.from(name).toString('base64')},field ${Buffer.from(field).toString('base64')}`;
  const body = new Uint8Array(bytes);
  return Promise.resolve(
    house.app.request(`/api/forms/${form}/uploads`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${as}`,
        'accept-language': 'en',
        'tus-resumable': '1.0.0',
        'upload-length': String(bytes.length),
        'upload-metadata': metadata,
        'content-type': 'application/offset+octet-stream',
      },
      body,
    }),
  );
}

/** The id by which a record names what was brought. */
export function uploadIdOf(answer: Response): string {
  return answer.headers.get('location')?.split('/').at(-1) ?? '';
}
