import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { openBook } from '../../bureau/book.ts';
import { createBureau } from '../../bureau/bureau.ts';
import { serveBureau } from '../../bureau/serve-bureau.ts';

/** The world outside the servers: a bureau that issues, and a business system that is called back. */
export interface Outside {
  /** Addresses. */
  readonly bureau: string;
  readonly business: string;
  /** Ids of the requests by which it issued to a buyer. */
  issuedTo(buyer: string): readonly string[];
  /** Ids under which an invoice was told, as often as it was. */
  deliveredOf(invoice: string): readonly string[];
  /** `refuses`: nobody is heard; `loses`: all is done, and no answer is given. */
  behave(how: 'well' | 'refuses' | 'loses'): void;
  end(): Promise<void>;
}

export async function openOutside(): Promise<Outside> {
  const bureau = createBureau(openBook());
  const served = await serveBureau({ bureau });
  const delivered: { readonly invoice: string; readonly id: string }[] = [];
  let behaviour: Parameters<Outside['behave']>[0] = 'well';
  const server = createServer(async (request, response) => {
    if (behaviour === 'refuses') return void request.socket.destroy();
    let text = '';
    for await (const part of request) text += String(part);
    const invoice = (JSON.parse(text) as JsonObject)['invoice'] as JsonObject;
    delivered.push({ invoice: String(invoice['id']), id: String(request.headers['guiju-delivery']) });
    if (behaviour === 'loses') request.socket.destroy();
    else response.end('{}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    bureau: served.url,
    business: `http://127.0.0.1:${(server.address() as AddressInfo).port}/erp`,
    issuedTo: (buyer) =>
      bureau.book
        .all('request')
        .filter(({ asked, answer }) => answer['state'] === 'issued' && buyerOf(asked) === buyer)
        .map(({ id }) => id),
    deliveredOf: (invoice) => delivered.filter((one) => one.invoice === invoice).map(({ id }) => id),
    behave(how) {
      behaviour = how;
      bureau.setMood({ down: how === 'well' ? 'no' : how });
    },
    async end() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await served.close();
    },
  };
}

function buyerOf(asked: JsonObject): string {
  const document = (asked['document'] ?? {}) as JsonObject;
  return String(document['buyerName']);
}
