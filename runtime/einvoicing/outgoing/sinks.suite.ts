import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { TestNodeOptions } from '../../server/test-node.suite.ts';

/** A business system and a mail server that take whatever comes. */
export interface Sinks {
  /** The address at which the business system listens. */
  readonly url: string;
  readonly smtp: NonNullable<TestNodeOptions['smtp']>;
  /** The calls that were heard; whoever has read them may empty the list. */
  readonly calls: JsonObject[];
  readonly mails: string[];
  close(): Promise<void>;
}

/** `mailPort`: the port on which the mail server listens. Default: a free one. */
export async function openSinks(mailPort = 0): Promise<Sinks> {
  const calls: JsonObject[] = [];
  const mails: string[] = [];
  const system = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      calls.push(JSON.parse(body) as JsonObject);
      response.end();
    });
  });
  const mail = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, _session, done) {
      let text = '';
      stream.on('data', (part: Buffer) => {
        text += part.toString();
      });
      stream.on('end', () => {
        mails.push(text);
        done();
      });
    },
  });
  await Promise.all([
    new Promise<void>((listening) => system.listen(0, '127.0.0.1', listening)),
    new Promise<void>((listening) => mail.listen(mailPort, '127.0.0.1', listening)),
  ]);
  const portOf = (server: { address(): AddressInfo | string | null }) =>
    (server.address() as AddressInfo).port;
  return {
    calls,
    mails,
    url: `http://127.0.0.1:${portOf(system)}/`,
    smtp: {
      host: '127.0.0.1',
      port: portOf(mail.server),
      ssl: false,
      user: null,
      password: null,
      address: 'system@example.com',
      name: null,
    },
    async close() {
      system.close();
      await new Promise<void>((closed) => mail.close(closed));
    },
  };
}
