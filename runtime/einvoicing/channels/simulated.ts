import type { Label } from '../../../metadata/common/label.ts';
import type { SimulatedRow } from '../../../migrations/rows/issuing-tables.ts';
import { addMilliseconds } from '../../../rules/calendar.ts';
import type { Connection, Database } from '../../database/database.ts';
import { DatabaseError } from '../../database/database-error.ts';
import type { Channel, IssueRequest, IssueResult, VoidResult } from './channel.ts';
import { simulatedConfirmations } from './simulated-confirmations.ts';

/** The fate of a request, where a test says so. Default: it is issued. */
export type Fate =
  | { readonly fails: { readonly code: string; readonly message?: Label } }
  /** So many questions are answered with "at it". */
  | { readonly takes: number }
  /** It is issued, and the answer is lost. */
  | { readonly loses: 'answer' };

export interface SimulatedParts {
  readonly database: Database;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly fate?: (request: IssueRequest) => Fate | undefined;
  /** The first digits of the numbers of a seller, which count up within them. Default: of its year and region. */
  readonly series?: (sellerTaxNo: string, at: number) => string;
}

/** The amount that the simulated bureau says it allows, as the bureau's own simulation shows it. */
const simulatedCredit = '999999999.99';

type Row = Pick<SimulatedRow, 'number' | 'state' | 'at' | 'content'>;

/**
 * Issues digital invoices that no bureau knows. It keeps them in a table of its own, written by itself and not by
 * whoever asks, as a bureau would: a crash between its answer and what is made of it finds them there again.
 */
export function simulatedChannel({
  database,
  clock,
  fate = () => undefined,
  series = beginningOf,
}: SimulatedParts): Channel {
  return {
    name: 'simulated',
    simulated: true,
    async issue(request) {
      const known = await read(request.id);
      if (known) return resultOf(known);
      const meant = fate(request);
      const row = meant && 'fails' in meant ? failing(meant.fails) : issuing(meant);
      await write(request, row);
      if (meant && 'loses' in meant) throw new Error('the answer of the simulated channel was lost');
      const written = await read(request.id);
      return written ? resultOf(written) : { state: 'processing' };
    },
    async query(id) {
      const known = await read(id);
      if (!known) return null;
      if (known.state === 'processing') await step(id, known);
      return resultOf((await read(id)) ?? known);
    },
    credit: async () => simulatedCredit,
    voids: {
      async ask({ id, sellerTaxNo, number }) {
        await database
          .run(
            'INSERT INTO gj_simulated (request, seller, number, state, at, content) VALUES (?, ?, ?, ?, ?, ?)',
            [id, sellerTaxNo, number, 'voided', clock(), '{}'],
          )
          .catch(unlessKnown);
        return (await voidOf(id)) ?? { state: 'processing' };
      },
      query: voidOf,
    },
    confirmations: simulatedConfirmations(clock),
  };

  function read(id: string): Promise<Row | undefined> {
    return database.first<Row>('SELECT number, state, at, content FROM gj_simulated WHERE request = ?', [id]);
  }

  async function voidOf(id: string): Promise<VoidResult | null> {
    const known = await read(id);
    return known ? { state: 'voided', voidedAt: instantOf(known) } : null;
  }

  /** Numbers count up a year, region and channel; who is second to take one takes the next. */
  async function write(
    { id, sellerTaxNo }: IssueRequest,
    { state, content }: Pick<Row, 'state' | 'content'>,
  ) {
    const at = clock();
    const beginning = series(sellerTaxNo, at);
    await database
      .transaction(async (tx) => {
        const number = `${beginning}${String(await counted(tx, beginning)).padStart(20 - beginning.length, '0')}`;
        await tx.run(
          'INSERT INTO gj_simulated (request, seller, number, state, at, content) VALUES (?, ?, ?, ?, ?, ?)',
          [id, sellerTaxNo, state === 'failed' ? '' : number, state, at, content],
        );
      })
      .catch(unlessKnown);
  }

  /** The row is locked until the number stands: nobody else takes it. */
  async function counted(tx: Connection, beginning: string): Promise<number> {
    const row = `counter ${beginning}`;
    const columns = ['request', 'seller', 'number', 'state', 'at', 'content'];
    const insert = database.dialect.upsert('gj_simulated', columns, ['request']);
    await tx.run(insert, [row, '', '', 'counter', 0, '{}']);
    await tx.run('UPDATE gj_simulated SET at = at + 1 WHERE request = ?', [row]);
    const found = await tx.first<{ at: number }>('SELECT at FROM gj_simulated WHERE request = ?', [row]);
    return Number(found?.at ?? 0);
  }

  async function step(id: string, { content }: Row): Promise<void> {
    const left = Number((JSON.parse(content) as { left?: number }).left ?? 0) - 1;
    await database.run('UPDATE gj_simulated SET state = ?, content = ? WHERE request = ?', [
      left > 0 ? 'processing' : 'issued',
      JSON.stringify(left > 0 ? { left } : {}),
      id,
    ]);
  }
}

function failing(said: { readonly code: string; readonly message?: Label }): Pick<Row, 'state' | 'content'> {
  return { state: 'failed', content: JSON.stringify(said) };
}

function issuing(meant: Fate | undefined): Pick<Row, 'state' | 'content'> {
  return meant && 'takes' in meant
    ? { state: 'processing', content: JSON.stringify({ left: meant.takes }) }
    : { state: 'issued', content: '{}' };
}

/** Year, region of the tax number, and 9 where a bureau writes which of its channels it was. ◊ */
export function beginningOf(sellerTaxNo: string, at: number): string {
  const year = addMilliseconds('1970-01-01T00:00:00.000Z', at).slice(2, 4);
  const region = /^[0-9]{2}/.exec(sellerTaxNo.slice(2))?.[0] ?? '00';
  return `${year}${region}9`;
}

function resultOf({ state, number, at, content }: Row): IssueResult {
  if (state === 'processing') return { state };
  if (state === 'failed') {
    const { code = 'simulated', message } = JSON.parse(content) as { code?: string; message?: Label };
    return { state, code, message: message ?? simulatedRefusal(code) };
  }
  return {
    state: 'issued',
    number,
    issuedAt: instantOf({ at }),
    files: { pdf: true, ofd: true, xml: true },
  };
}

function instantOf({ at }: Pick<Row, 'at'>): string {
  return addMilliseconds('1970-01-01T00:00:00.000Z', Number(at));
}

/** Asked twice at once: the first one is what counts. */
function unlessKnown(error: unknown): void {
  if (!DatabaseError.is(error, 'duplicate')) throw error;
}

export function simulatedRefusal(code: string): Label {
  return { zh: `模拟通道返回失败：${code}`, en: `The simulated channel refused it: ${code}` };
}
