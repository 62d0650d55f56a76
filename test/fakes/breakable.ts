import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { Target } from '../../postgres/connection/target.ts';

/** A way to a PostgreSQL server that can be cut, and mended at the same port. */
export interface Breakable {
  readonly port: number;
  cut(): void;
  mend(): Promise<void>;
}

export async function breakable({ host, port: to }: Pick<Target, 'host' | 'port'>): Promise<Breakable> {
  const sockets = new Set<Socket>();
  let server: Server;
  const open = async (at: number): Promise<number> => {
    server = createServer((near) => {
      const far = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${to}`) : connect(to, host);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy()).on('close', () => other.destroy());
      }
    });
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const port = await open(0);
  return {
    port,
    cut: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    },
    mend: async () => void (await open(port)),
  };
}
