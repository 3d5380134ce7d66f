import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FormSource } from '../../../metadata/source.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { bringWhole } from '../../http/files/brought-file.suite.ts';
import { type House, openHouse } from '../../http/house.suite.ts';
import { openClamd } from './clamd.ts';

const label = { zh: '信', en: 'Letter' };
const letter: FormSource = {
  name: 'letter',
  kind: 'document',
  label,
  sharing: { allowed: ['private'], default: 'private' },
  fields: [
    { name: 'number', kind: 'text', label, length: 50, required: true },
    { name: 'paper', kind: 'file', label, types: ['text', 'other'] },
    { name: 'secret', kind: 'file', label, types: ['text', 'other'], personal: true },
  ],
};

/** Answers as clamd does: by what stands in the stream, and `away` while it is told to be. */
interface StandIn {
  readonly server: Server;
  away: boolean;
  readonly heard: string[];
}

function standIn(limit: number): StandIn {
  const heard: string[] = [];
  const state: StandIn = { server: createServer((socket) => listen(socket)), away: false, heard };
  function listen(socket: Socket) {
    if (state.away) return void socket.destroy();
    let bytes = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (piece) => {
      bytes = Buffer.concat([bytes, Buffer.from(piece)]);
      const content = streamed(bytes);
      if (content.size > limit) return void socket.end('INSTREAM size limit exceeded. ERROR\0');
      if (!content.isWhole) return;
      heard.push(content.text);
      socket.end(`stream: ${content.text.includes('HARM') ? 'Test.Harm.UNOFFICIAL FOUND' : 'OK'}\0`);
    });
  }
  return state;
}

function streamed(bytes: Buffer) {
  expect(bytes.subarray(0, 10).toString()).toBe('zINSTREAM\0'.slice(0, bytes.length));
  const pieces: Buffer[] = [];
  let [at, size] = [10, 0];
  while (at + 4 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    if (length === 0) return { isWhole: true, size, text: Buffer.concat(pieces).toString() };
    pieces.push(bytes.subarray(at + 4, at + 4 + length));
    size += length;
    at += 4 + length;
  }
  return { isWhole: false, size, text: '' };
}

describeOnDatabases('a scanner for viruses', (database) => {
  let house: House;
  let admin = '';
  const clamd = standIn(100_000);
  beforeAll(async () => {
    await new Promise<void>((resolve) => clamd.server.listen(0, '127.0.0.1', resolve));
    const { port } = clamd.server.address() as AddressInfo;
    house = await openHouse(database.url, {
      forms: [letter],
      scan: openClamd({ host: '127.0.0.1', port }, 2_000),
    });
    admin = await house.signIn('admin');
  });
  afterAll(async () => {
    await house.close();
    clamd.server.close();
  });

  const bring = (bytes: Uint8Array, field = 'paper') =>
    bringWhole(house, { as: admin, form: 'letter', field, name: 'a.txt', bytes });
  const save = (id: string, number: string) =>
    house.ask('POST', '/api/forms/letter/records', { as: admin, body: { number, paper: { id } } });
  const problemOf = async (answer: Response) =>
    (await answer.json()) as { code: string; errors?: readonly { code: string; message: string }[] };

  it.each(['paper', 'secret'])(
    'is shown every byte of what comes to %s, and lets pass what it knows no harm of',
    async (field) => {
      const text = `nothing ${field} ${'x'.repeat(70_000)}`;
      const answer = await bring(Buffer.from(text), field);
      expect([answer.status, clamd.heard.at(-1)]).toEqual([201, text]);
    },
  );

  it('keeps nothing of what it finds harm in, and says what it found', async () => {
    const answer = await bring(Buffer.from('some HARM'));
    const { code, errors } = await problemOf(answer);
    expect([answer.status, code, errors?.[0]?.code]).toEqual([422, 'upload-refused', 'file-infected']);
    expect(errors?.[0]?.message).toContain('Test.Harm.UNOFFICIAL');
    expect(await house.host.database.all('SELECT id FROM gj_file WHERE record IS NULL AND size = 9')).toEqual(
      [],
    );
  });

  it('says where a file is larger than it takes', async () => {
    const answer = await bring(Buffer.alloc(300_000, 'a'));
    expect([answer.status, (await problemOf(answer)).errors?.[0]?.code]).toEqual([422, 'file-not-scanned']);
  });

  describe('while it is away', () => {
    it('holds files back until they are judged, and then they are taken', async () => {
      clamd.away = true;
      const held = await bring(Buffer.from('held back'));
      expect([held.status, (await problemOf(held)).code]).toEqual([503, 'scanner-away']);
      const [{ id = '' } = {}] = await house.host.database.all<{ id: string }>(
        'SELECT id FROM gj_file WHERE record IS NULL AND size = 9',
      );
      const path = `/api/uploads/${id}`;
      const early = await save(id, 'early');
      expect([early.status, early.at('/errors/0/code')]).toEqual([422, 'file-not-whole']);
      expect((await house.ask('GET', path, { as: admin })).status).toBe(503);
      clamd.away = false;
      const judged = await house.ask('GET', path, { as: admin });
      expect([judged.status, judged.at('/type')]).toEqual([200, 'text']);
      expect((await save(id, 'later')).status).toBe(201);
    });

    it('lets nothing harmful through that waited', async () => {
      clamd.away = true;
      const held = await bring(Buffer.from('HARM that waits'));
      expect(held.status).toBe(503);
      const [{ id = '' } = {}] = await house.host.database.all<{ id: string }>(
        'SELECT id FROM gj_file WHERE record IS NULL AND size = 15',
      );
      clamd.away = false;
      expect((await house.ask('GET', `/api/uploads/${id}`, { as: admin })).status).toBe(422);
      expect((await house.ask('GET', `/api/uploads/${id}`, { as: admin })).status).toBe(404);
    });
  });
});
