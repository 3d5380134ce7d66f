import { connect, createServer, type Server, type Socket } from 'node:net';

/** A network between client and server, in which answers are lost, and a balancer that says it is busy. */
export interface Between {
  readonly url: string;
  /** The connection breaks as soon as the server answers, so many times: what was asked was done. */
  loseAnswers(times: number): void;
  /** The connection breaks once so many bytes of a request have passed. */
  breakAfter(bytes: number): void;
  /** Answers in place of the server, so many times. */
  answer(text: string, times: number): void;
  /** So many requests are taken and never answered. */
  holdBack(times: number): void;
  close(): void;
}

export async function openBetween(port: number): Promise<Between> {
  let lost = 0;
  let left = Number.POSITIVE_INFINITY;
  let instead: { readonly text: string; times: number } | null = null;
  let held = 0;
  const sockets = new Set<Socket>();

  const pass = (near: Socket): void => {
    const far = connect(port, '127.0.0.1');
    const end = () => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', end);
      socket.on('close', () => {
        sockets.delete(socket);
        end();
      });
    }
    near.on('data', (bytes) => {
      if (held > 0) {
        held -= 1;
        return;
      }
      if (instead && instead.times > 0) {
        instead.times -= 1;
        near.end(instead.text);
        return;
      }
      left -= bytes.length;
      if (left < 0) {
        left = Number.POSITIVE_INFINITY;
        end();
        return;
      }
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (lost > 0) {
        lost -= 1;
        end();
      } else near.write(bytes);
    });
  };

  const server: Server = createServer(pass);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${own}`,
    loseAnswers(times) {
      lost = times;
    },
    breakAfter(bytes) {
      left = bytes;
    },
    answer(text, times) {
      instead = { text, times };
    },
    holdBack(times) {
      held = times;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
